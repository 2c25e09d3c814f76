// Where the reader left each thread, for as long as the page lives.
import { limits } from "@/lib/contract/limits";
import type { Place } from "./stand";

const places = new Map<string, Place>();

export const keptPlace = (conversationId: string): Place | null => places.get(conversationId) ?? null;

/** null: at the end, where a thread opens anyway. */
export function keepPlace(conversationId: string, place: Place | null): void {
  places.delete(conversationId);
  if (place === null) return;
  places.set(conversationId, place);
  for (const oldest of places.keys()) {
    if (places.size <= limits.keptPlaces) break;
    places.delete(oldest);
  }
}
