import type { IDBPObjectStore } from "idb";
import type { Schema, StoreName } from "./database";

type Dated = "drafts" | "conversations" | "threads" | "lists";

/** Removes what was not touched for longest until no more than `max` are left. */
export async function cutOldest<Name extends Dated>(
  store: IDBPObjectStore<Schema, StoreName[], Name, "readwrite">,
  max: number,
): Promise<void> {
  let surplus = (await store.count()) - max;
  if (surplus <= 0) return;
  for (let cursor = await store.index("at").openCursor(); cursor && surplus > 0; surplus--) {
    await cursor.delete();
    cursor = await cursor.continue();
  }
}
