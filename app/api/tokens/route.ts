import { tokenCreate, tokenRevoke } from "@/lib/contract/commands";
import { route } from "@/lib/server/route";

export const POST = route(tokenCreate);
export const DELETE = route(tokenRevoke);
