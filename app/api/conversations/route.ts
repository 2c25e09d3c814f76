import { conversationList, conversationOpen } from "@/lib/contract/commands";
import { route } from "@/lib/server/route";

export const GET = route(conversationList);
export const POST = route(conversationOpen);
