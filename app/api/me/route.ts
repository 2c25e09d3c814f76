import { meGet, meUpdate } from "@/lib/contract/commands";
import { route } from "@/lib/server/route";

export const GET = route(meGet);
export const PATCH = route(meUpdate);
