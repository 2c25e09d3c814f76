import { health } from "@/lib/server/health";

export const GET = health;
