import { invitationCreate } from "@/lib/contract/commands";
import { route } from "@/lib/server/route";

export const POST = route(invitationCreate);
