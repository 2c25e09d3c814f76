// Unsent messages in a browser without storage, or with storage of another version.

import { databaseName } from "../../lib/client/storage/database";
import {
  engineBrowser,
  openEngine,
  reopenEngine,
  storage,
  textsOf,
  waiting,
  write,
} from "./support/engine-page";
import { expect, test } from "./support/test";

test.use({ expectedErrors: [/net::ERR_|WebSocket connection|status of 50[0-9]|status of 429/] });
test.use({ serviceWorkers: "block" });

test("a full disk is reported, and writing still works", async ({ page, context, people }) => {
  const { customer, conversation } = await people.scene([]);
  await engineBrowser(context, customer);
  const target = { conversationId: conversation.id };
  const session = await context.newCDPSession(page);
  const quota = { origin: customer.serverUrl, quotaSize: 1 };
  // Before anything is stored, because Chromium caches the free space for a while.
  await session.send("Storage.overrideQuotaForOrigin", quota);
  await openEngine(page, customer);
  expect(await storage(page)).toBe("kept");
  await context.setOffline(true);
  await write(page, target, "in memory");
  expect(await storage(page)).toBe("memory");
  await context.setOffline(false);
  await expect.poll(() => textsOf(customer, conversation.id)).toEqual(["in memory"]);
  await expect.poll(() => waiting(page)).toEqual([]);
  await session.send("Storage.overrideQuotaForOrigin", { origin: customer.serverUrl });
  await context.setOffline(true);
  await write(page, target, "kept again");
  expect(await storage(page)).toBe("kept");
  await reopenEngine(page);
  await context.setOffline(false);
  await expect.poll(() => textsOf(customer, conversation.id)).toEqual(["in memory", "kept again"]);
});

test("a browser that refuses storage still sends", async ({ page, context, people }) => {
  const { customer, conversation } = await people.scene([]);
  await context.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("refused", "SecurityError");
    };
  });
  await engineBrowser(context, customer);
  await openEngine(page, customer);
  await write(page, { conversationId: conversation.id }, "Hello");
  expect(await storage(page)).toBe("memory");
  await expect.poll(() => textsOf(customer, conversation.id)).toEqual(["Hello"]);
});

test("unsent messages of an earlier version are sent", async ({ page, context, people }) => {
  const { customer, conversation } = await people.scene([]);
  await engineBrowser(context, customer);
  await page.route(/\/blank$/, (route) => route.fulfill({ contentType: "text/html", body: "" }));
  await page.goto("/blank");
  const id = crypto.randomUUID();
  await page.evaluate(
    ([name, conversationId, messageId]) =>
      new Promise<void>((done, fail) => {
        const opening = indexedDB.open(name, 1);
        opening.onupgradeneeded = () => {
          const database = opening.result;
          database
            .createObjectStore("outbox", { autoIncrement: true })
            .createIndex("id", "id", { unique: true });
          database.createObjectStore("drafts", { keyPath: "key" }).createIndex("at", "at");
          for (const store of ["conversations", "threads", "lists"])
            database.createObjectStore(store).createIndex("at", "at");
          database.createObjectStore("single");
        };
        opening.onerror = () => fail(opening.error);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction(["outbox", "drafts"], "readwrite");
          transaction.objectStore("outbox").add({
            id: messageId,
            target: { conversationId },
            conversationId,
            text: "from version 1",
            replyTo: null,
            createdAt: "2026-01-01T00:00:00.000Z",
            state: "SENDING",
            attempts: 2,
            suborder: 0,
            version: 3,
          });
          transaction.objectStore("drafts").put({ key: conversationId, text: "half a thou", at: 1 });
          transaction.oncomplete = () => {
            opening.result.close();
            done();
          };
        };
      }),
    [databaseName(customer.id), conversation.id, id] as const,
  );
  await openEngine(page, customer);
  await expect.poll(() => textsOf(customer, conversation.id)).toEqual(["from version 1"]);
  expect(await page.evaluate((key) => window.parley.draft(key), conversation.id)).toBe("half a thou");
});

test("a tab of a later version takes over the messages of an open tab", async ({ page, context, people }) => {
  const { customer, conversation } = await people.scene([]);
  await engineBrowser(context, customer);
  await openEngine(page, customer);
  const version = await page.evaluate(
    (name) =>
      new Promise<number>((done, fail) => {
        const opening = indexedDB.open(name, 1_000);
        opening.onerror = () => fail(opening.error);
        opening.onblocked = () => fail(new Error("The open tab is in the way."));
        opening.onsuccess = () => done(opening.result.version);
      }),
    databaseName(customer.id),
  );
  expect(version).toBe(1_000);
  await expect.poll(() => storage(page)).toBe("memory");
  await write(page, { conversationId: conversation.id }, "still here");
  await expect.poll(() => textsOf(customer, conversation.id)).toEqual(["still here"]);
});
