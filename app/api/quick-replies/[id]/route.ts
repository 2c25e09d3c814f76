import { quickReplyDelete, quickReplyUpdate } from "@/lib/contract/commands";
import { route } from "@/lib/server/route";

export const DELETE = route(quickReplyDelete);
export const PATCH = route(quickReplyUpdate);
