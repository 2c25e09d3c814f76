import { invitationGet } from "@/lib/contract/commands";
import { route } from "@/lib/server/route";

export const GET = route(invitationGet);
