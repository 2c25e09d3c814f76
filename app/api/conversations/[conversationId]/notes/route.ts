import { noteCreate, noteList } from "@/lib/contract/commands";
import { route } from "@/lib/server/route";

export const POST = route(noteCreate);
export const GET = route(noteList);
