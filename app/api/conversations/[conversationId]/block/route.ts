import { conversationBlock, conversationUnblock } from "@/lib/contract/commands";
import { route } from "@/lib/server/route";

export const PUT = route(conversationBlock);
export const DELETE = route(conversationUnblock);
