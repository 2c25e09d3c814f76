import { totpCreate, totpDisable, totpEnable, totpGet } from "@/lib/contract/commands";
import { route } from "@/lib/server/route";

export const GET = route(totpGet);
export const POST = route(totpCreate);
export const PUT = route(totpEnable);
export const DELETE = route(totpDisable);
