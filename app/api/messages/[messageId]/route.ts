import { messageDelete, messageEdit } from "@/lib/contract/commands";
import { route } from "@/lib/server/route";

export const DELETE = route(messageDelete);
export const PATCH = route(messageEdit);
