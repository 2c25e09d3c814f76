import { conversationGet, conversationUpdate } from "@/lib/contract/commands";
import { route } from "@/lib/server/route";

export const GET = route(conversationGet);
export const PATCH = route(conversationUpdate);
