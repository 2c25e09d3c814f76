import { listingGet, listingUpdate } from "@/lib/contract/commands";
import { route } from "@/lib/server/route";

export const GET = route(listingGet);
export const PATCH = route(listingUpdate);
