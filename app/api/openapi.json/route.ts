import { openapiDocument } from "@/lib/server/openapi";

export const GET = async () =>
  Response.json(openapiDocument(), { headers: { "Cache-Control": "public, max-age=300" } });
