import { messageReact, messageUnreact } from "@/lib/contract/commands";
import { route } from "@/lib/server/route";

export const PUT = route(messageReact);
export const DELETE = route(messageUnreact);
