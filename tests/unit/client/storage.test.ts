// The browser's storage over several versions of Parley, and with several tabs.
import { openDB } from "idb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CachedThread } from "../../../lib/client/engine/ports";
import { BrowserCache } from "../../../lib/client/storage/cache";
import { Connection } from "../../../lib/client/storage/connection";
import { databaseName, openDatabase, type Upgrade, upgrades } from "../../../lib/client/storage/database";
import { leaseIn } from "../../../lib/client/storage/lease";
import type { Conversation } from "../../../lib/contract/entities";
import { limits } from "../../../lib/contract/limits";
import { eventually } from "../../helpers/eventually";
import { FakeBrowser, FakeServer, type Tab } from "../../helpers/tabs";

let browser: FakeBrowser;
let server: FakeServer;
const tabs: Tab[] = [];

beforeEach(() => {
  browser = new FakeBrowser();
  server = new FakeServer();
  server.refuse = () => ({ ok: false, error: { code: "unavailable", message: "No." } });
});

afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(tabs.splice(0).map(({ outbox }) => outbox.close()));
});

async function openTab(steps?: readonly Upgrade[]): Promise<Tab> {
  const tab = browser.tab(server.send, { steps });
  tabs.push(tab);
  await tab.outbox.start();
  return tab;
}

const outgoing = (id: string, text: string) => ({
  id,
  target: { conversationId: "a" },
  text,
  replyTo: null,
  createdAt: "2026-01-01T00:00:00.000Z",
});

const calm = { onOutdated: () => undefined, onLost: () => undefined };
const nextStep: Upgrade = (_database, transaction) => {
  transaction.objectStore("outbox").createIndex("createdAt" as "id", "createdAt" as "id");
};

describe("a database of version 1", () => {
  /** Version 1, written by hand. Every later version must be able to read it. */
  async function writeVersion1(): Promise<void> {
    const database = await openDB(databaseName("ada"), 1, {
      upgrade: (fresh) => {
        fresh.createObjectStore("outbox", { autoIncrement: true }).createIndex("id", "id", { unique: true });
        fresh.createObjectStore("drafts", { keyPath: "key" }).createIndex("at", "at");
        for (const name of ["conversations", "threads", "lists"])
          fresh.createObjectStore(name).createIndex("at", "at");
        fresh.createObjectStore("single");
      },
    });
    const row = { ...outgoing("m1", "one"), conversationId: "a", attempts: 3, suborder: 0, version: 6 };
    await database.add("outbox", { ...row, state: "SENDING" });
    const failure = { code: "blocked", message: "No." };
    await database.add("outbox", { ...row, id: "m2", text: "two", state: "FAILED", failure });
    const target = { listingId: "bicycle" };
    await database.add("outbox", {
      ...row,
      id: "m3",
      text: "three",
      state: "QUEUED",
      target,
      conversationId: null,
    });
    await database.put("drafts", { key: "a", text: "fou", at: 1 });
    database.close();
  }

  it("is read by this version", async () => {
    await writeVersion1();
    const { outbox } = await openTab();
    await eventually(() => expect(outbox.state()[0]?.state).toBe("QUEUED"));
    expect(outbox.state().map(({ text, state, conversationId }) => [text, state, conversationId])).toEqual([
      ["one", "QUEUED", "a"],
      ["two", "FAILED", "a"],
      ["three", "QUEUED", null],
    ]);
    expect(outbox.state()[1]?.failure?.code).toBe("blocked");
    expect([...outbox.drafts()]).toEqual([["a", "fou"]]);
    expect(outbox.storage()).toBe("kept");
  });

  it("equals the one that this version creates", async () => {
    await writeVersion1();
    const shapeOf = async () => {
      const database = await openDatabase("ada", calm);
      const names = [...database.objectStoreNames];
      const transaction = database.transaction(names);
      const shape = names.map((name) => {
        const { keyPath, autoIncrement, indexNames } = transaction.objectStore(name);
        return { name, keyPath, autoIncrement, indexes: [...indexNames] };
      });
      database.close();
      return shape;
    };
    const upgraded = await shapeOf();
    browser.wipe();
    expect(await shapeOf()).toEqual(upgraded);
  });
});

describe("an upgrade", () => {
  it("keeps every unsent message and every draft", async () => {
    const before = await openTab();
    await before.outbox.add(outgoing("m1", "one"));
    before.outbox.setDraft("b", "half");
    await before.outbox.close();
    const after = await openTab([...upgrades, nextStep]);
    expect(after.outbox.state().map(({ text }) => text)).toEqual(["one"]);
    expect([...after.outbox.drafts()]).toEqual([["b", "half"]]);
    expect(after.outbox.storage()).toBe("kept");
  });

  it("does not wait for tabs of the previous version, which continue in memory", async () => {
    const before = await openTab();
    await before.outbox.add(outgoing("m1", "one"));
    const after = await openTab([...upgrades, nextStep]);
    expect(after.outbox.state().map(({ text }) => text)).toEqual(["one"]);
    expect(before.outbox.storage()).toBe("memory");
    server.refuse = () => undefined;
    await before.outbox.add(outgoing("m2", "two"));
    after.outbox.wake();
    await eventually(() => expect(server.texts("a").toSorted()).toEqual(["one", "two"]));
    await eventually(() => expect(before.outbox.state()).toEqual([]));
  });

  it("that fails leaves the database unchanged", async () => {
    const before = await openTab();
    await before.outbox.add(outgoing("m1", "one"));
    await before.outbox.close();
    const broken: Upgrade = (database) => {
      database.deleteObjectStore("outbox");
      throw new Error("on purpose");
    };
    const unlucky = await openTab([...upgrades, broken]);
    expect(unlucky.outbox.storage()).toBe("memory");
    await unlucky.outbox.close();
    expect((await openTab()).outbox.state().map(({ text }) => text)).toEqual(["one"]);
  });

  it("is not undone: an older version continues in memory", async () => {
    const newer = await openTab([...upgrades, nextStep]);
    await newer.outbox.close();
    expect((await openTab()).outbox.storage()).toBe("memory");
  });
});

describe("a connection", () => {
  it("is reopened when the browser has closed it", async () => {
    const connection = new Connection("ada");
    await connection.use((database) => database.put("drafts", { key: "a", text: "kept", at: 1 }));
    await connection.use(async (database) => database.close());
    const text = await connection.use(async (database) => (await database.get("drafts", "a"))?.text);
    expect(text).toBe("kept");
    connection.close();
  });
});

describe("a browser that deletes its storage while tabs are open", () => {
  it("gets back the tabs' messages, in order and without duplicates", async () => {
    const [one, other] = [await openTab(), await openTab()];
    for (const text of ["first", "second", "third"]) await one.outbox.add(outgoing(text, text));
    await eventually(() => expect(other.outbox.state()).toHaveLength(3));
    one.outbox.setDraft("b", "half a thought");
    browser.wipe();
    await Promise.all([one.cutOff(), other.cutOff()]);

    await one.outbox.add(outgoing("fourth", "fourth"));
    await eventually(() => expect(other.outbox.state()).toHaveLength(4));
    const texts = (tab: Tab) => tab.outbox.state().map(({ text }) => text);
    expect(texts(one)).toEqual(["first", "second", "third", "fourth"]);
    expect(texts(other)).toEqual(texts(one));

    for (const { kill } of [one, other]) kill();
    const next = await openTab();
    expect(texts(next)).toEqual(["first", "second", "third", "fourth"]);
    expect(next.outbox.drafts().get("b")).toBe("half a thought");
    server.refuse = () => undefined;
    next.outbox.wake();
    await eventually(() => expect(server.texts("a")).toEqual(["first", "second", "third", "fourth"]));
  });
});

describe("a lease", () => {
  it("belongs to one tab until it expires or is released", async () => {
    const take = leaseIn(new Connection("ada"));
    const untilMs = limits.leaderLeaseMs;
    expect(await take("one", untilMs, 0)).toBe(true);
    expect(await take("two", untilMs + 1, 1)).toBe(false);
    expect(await take("one", untilMs + 2, 2)).toBe(true);
    expect(await take("two", 2 * untilMs + 2, untilMs + 2)).toBe(true);
    expect(await take("one", 2 * untilMs + 3, untilMs + 3)).toBe(false);
    await take("two", 0, untilMs + 4);
    expect(await take("one", 2 * untilMs + 5, untilMs + 5)).toBe(true);
  });

  it("from before a clock was set back is invalid", async () => {
    const take = leaseIn(new Connection("ada"));
    await take("one", 10_000_000 + limits.leaderLeaseMs, 10_000_000);
    expect(await take("two", limits.leaderLeaseMs, 0)).toBe(true);
  });
});

describe("the cache", () => {
  const conversation = (id: string, rev = 1) => ({ id, rev }) as Conversation;
  const thread = (conversationId: string, rev = 1): CachedThread => ({ conversationId, rev, messages: [] });
  const unread = {
    messages: 3,
    conversations: 2,
    rev: 5,
    asCustomer: { messages: 1, conversations: 1 },
  };
  const list = { key: "{}", nextCursor: null, floor: null };

  it("returns saved data, without data removed since", async () => {
    const before = new BrowserCache("ada");
    before.save({
      conversations: [conversation("a"), conversation("b")],
      threads: [thread("a"), thread("b")],
    });
    before.save({
      conversations: [conversation("a", 2)],
      removed: ["b"],
      removedThreads: ["a"],
      lists: [list],
      unread,
    });
    await before.close();
    const state = await new BrowserCache("ada").load();
    expect(state).toMatchObject({ unread, lists: [list] });
    expect(state?.conversations).toEqual([conversation("a", 2)]);
    expect(state?.threads).toEqual([thread("b")]);
    expect(Date.now() - (state?.savedAtMs ?? 0)).toBeLessThan(60_000);
  });

  it("is empty for another user, and after it was cleared", async () => {
    const cache = new BrowserCache("ada");
    cache.save({ conversations: [conversation("a")] });
    await cache.close();
    expect(await new BrowserCache("bob").load()).toBeNull();
    await new BrowserCache("ada").clear();
    expect(await new BrowserCache("ada").load()).toBeNull();
  });

  it("keeps the latest data when there is too much", async () => {
    const cache = new BrowserCache("ada");
    vi.spyOn(Date, "now").mockReturnValueOnce(1);
    cache.save({ threads: [thread("old")] });
    await cache.close();
    const next = new BrowserCache("ada");
    next.save({
      threads: Array.from({ length: limits.cachedThreads }, (_, index) => thread(`t${index}`)),
      conversations: Array.from({ length: limits.cachedConversations + 5 }, (_, index) =>
        conversation(`c${index}`),
      ),
    });
    await next.close();
    const state = await new BrowserCache("ada").load();
    expect(state?.conversations).toHaveLength(limits.cachedConversations);
    expect(state?.threads).toHaveLength(limits.cachedThreads);
    expect(state?.threads.map(({ conversationId }) => conversationId)).not.toContain("old");
  });

  it("makes room for other data on a full disk, and never fails", async () => {
    const cache = new BrowserCache("ada");
    cache.save({ conversations: [conversation("a")] });
    await cache.close();
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
      throw new DOMException("no room", "QuotaExceededError");
    });
    const next = new BrowserCache("ada");
    next.save({ conversations: [conversation("b")] });
    await next.close();
    expect(await new BrowserCache("ada").load()).toBeNull();
  });

  it("is empty without storage", async () => {
    Reflect.deleteProperty(globalThis, "indexedDB");
    const cache = new BrowserCache("ada");
    cache.save({ conversations: [conversation("a")] });
    expect(await cache.load()).toBeNull();
    await cache.close();
  });
});

describe("quick replies", () => {
  const reply = {
    id: "01890000-0000-7000-8000-000000000001",
    shortcut: "hi",
    text: "Hello",
    createdAt: "2026-01-01T00:00:00.000Z",
    updatedAt: "2026-01-01T00:00:00.000Z",
  };

  it("are there for the next page, and go with the sign-in", async () => {
    const cache = new BrowserCache("seller");
    expect(await cache.loadQuickReplies()).toBeNull();
    cache.saveQuickReplies([reply]);
    await cache.close();
    const next = new BrowserCache("seller");
    expect(await next.loadQuickReplies()).toEqual([reply]);
    await next.forget();
    next.saveQuickReplies([reply]);
    const later = new BrowserCache("seller");
    expect(await later.loadQuickReplies()).toBeNull();
    await later.close();
  });
});
