import { listingCreate, listingList } from "@/lib/contract/commands";
import { route } from "@/lib/server/route";

export const POST = route(listingCreate);
export const GET = route(listingList);
