import { messageList, messageSend } from "@/lib/contract/commands";
import { route } from "@/lib/server/route";

export const GET = route(messageList);
export const POST = route(messageSend);
