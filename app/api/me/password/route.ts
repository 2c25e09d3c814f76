import { mePassword } from "@/lib/contract/commands";
import { route } from "@/lib/server/route";

export const PUT = route(mePassword);
