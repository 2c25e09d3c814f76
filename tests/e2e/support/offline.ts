// A browser's offline storage, and waiting for it.
import { expect, type Page } from "@playwright/test";
import { databaseName } from "../../../lib/client/storage/database";

/** Without a network, the browser logs every failed request. */
export const offlineErrors =
  /ERR_(?:INTERNET_DISCONNECTED|FAILED)|Failed to (?:fetch|load)|WebSocket connection/;

/** The cached paths of a service worker's cache, such as `pages`. */
export const kept = (page: Page, name: "pages" | "ahead" | "assets" | "files"): Promise<string[]> =>
  page.evaluate(async (cacheName) => {
    const keys = await (await caches.open(`parley-${cacheName}`)).keys();
    return keys.map(({ url }) => new URL(url).pathname).sort();
  }, name);

const keptBuild = (page: Page): Promise<string | undefined> =>
  page.evaluate(async () => (await (await caches.open("parley-meta")).match("/parley-parts"))?.text());

/** Waits until all code and all prefetched pages are cached. */
export async function keptAhead(page: Page): Promise<void> {
  await expect.poll(() => keptBuild(page), { timeout: 30_000 }).toBeTruthy();
  await expect.poll(() => kept(page, "ahead"), { timeout: 30_000 }).toContain("/settings");
}

/** Waits until a conversation, by default with its messages, is in the user's database in this browser. */
export async function keptOnDevice(
  page: Page,
  userId: string,
  conversationId: string,
  store: "threads" | "conversations" = "threads",
): Promise<void> {
  await expect.poll(() => storedKeys(page, userId, store)).toContain(conversationId);
}

/** The keys of a store of the user's database in this browser. */
export const storedKeys = (page: Page, userId: string, store: string): Promise<string[]> =>
  page.evaluate(
    ([name, storeName]) =>
      new Promise<string[]>((done, fail) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => fail(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          if (!database.objectStoreNames.contains(storeName)) {
            database.close();
            return done([]);
          }
          const keys = database.transaction(storeName).objectStore(storeName).getAllKeys();
          keys.onsuccess = () => {
            database.close();
            done(keys.result.map(String));
          };
        };
      }),
    [databaseName(userId), store] as const,
  );
