import { ready } from "@/lib/server/health";

export const GET = ready;
