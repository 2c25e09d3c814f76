import { sessionRevoke } from "@/lib/contract/commands";
import { route } from "@/lib/server/route";

export const DELETE = route(sessionRevoke);
