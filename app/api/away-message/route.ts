import { awayMessageGet, awayMessageSet } from "@/lib/contract/commands";
import { route } from "@/lib/server/route";

export const GET = route(awayMessageGet);
export const PUT = route(awayMessageSet);
