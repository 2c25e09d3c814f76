import { tagList } from "@/lib/contract/commands";
import { route } from "@/lib/server/route";

export const GET = route(tagList);
