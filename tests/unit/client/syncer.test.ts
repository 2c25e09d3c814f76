// Syncing with a server that fails in between.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { emptyState } from "../../../lib/client/state/begin";
import { knownOf } from "../../../lib/client/state/behind";
import { reduce } from "../../../lib/client/state/reduce";
import { createEngineStore } from "../../../lib/client/state/store";
import { Syncer } from "../../../lib/client/sync/syncer";
import type { InputOf } from "../../../lib/contract/command";
import type { sync } from "../../../lib/contract/commands";
import { limits } from "../../../lib/contract/limits";
import { contextOf } from "../../helpers/context";
import { eventually } from "../../helpers/eventually";
import { ModelServer, me } from "../../helpers/model/server";

type Asked = InputOf<typeof sync>["conversations"];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Returns one new message for each conversation. The named calls fail. */
function setScene(count: number, failing: readonly number[]) {
  const server = new ModelServer();
  const ids = Array.from({ length: count }, (_, index) => `conversation ${index}`);
  for (const id of ids) {
    server.open(id);
    server.send(id, false, 1, `first of ${id}`);
  }
  const store = createEngineStore(emptyState(me));
  store.dispatch({ type: "rows", conversations: server.list({}, count, null).items });
  for (const id of ids) server.send(id, false, 1, `second of ${id}`);
  const calls: Asked[] = [];
  const call = async (_name: string, { conversations }: { conversations: Asked }) => {
    calls.push(conversations);
    const error = { code: "unavailable", message: "Not now." };
    if (failing.includes(calls.length)) return { ok: false, error };
    const named = conversations.map((each) => ({ marks: 0, ...each }));
    return { ok: true, data: { ...server.sync(named, {}), inbox: { items: [], nextCursor: null } } };
  };
  const context = { ...contextOf(store, call), now: () => 0 };
  const caughtUp = vi.fn();
  const syncer = new Syncer(context, { priority: () => [], inbox: () => ({}), caughtUp });
  syncer.start();
  return { server, store, ids, calls, syncer, caughtUp };
}

it("continues where it failed, without repeating finished requests", async () => {
  const { ids, calls, syncer, caughtUp } = setScene(3 * limits.syncConversations, [2, 3]);
  syncer.request();
  await eventually(() => expect(caughtUp).toHaveBeenCalledOnce());
  const [first = [], , , ...retried] = calls;
  const asked = [first, ...retried].flat().map(({ id }) => id);
  expect(asked).toHaveLength(ids.length);
  expect(new Set(asked)).toEqual(new Set(ids));
});

it("syncs everything again after a possible loss, the unfinished requests first", async () => {
  const { ids, calls, syncer, caughtUp } = setScene(2 * limits.syncConversations, [2]);
  syncer.request();
  await eventually(() => expect(calls).toHaveLength(2));
  syncer.request();
  await eventually(() => expect(caughtUp).toHaveBeenCalledOnce());
  const [first = [], , second = [], third = []] = calls.map((call) => call.map(({ id }) => id));
  expect(new Set([...first, ...second])).toEqual(new Set(ids));
  expect(new Set(third)).toEqual(new Set(first));
});

it("fetches messages only for loaded threads", async () => {
  const { store, calls, syncer, caughtUp } = setScene(2, []);
  store.dispatch({ type: "thread:wanted", conversationId: "conversation 1", rev: 1 });
  syncer.request();
  await eventually(() => expect(caughtUp).toHaveBeenCalledOnce());
  const asked = new Map(calls.flat().map(({ id, messages }) => [id, messages]));
  expect(asked).toEqual(
    new Map([
      ["conversation 0", false],
      ["conversation 1", true],
    ]),
  );
});

it("requests the first page of the visible side in the same call", async () => {
  const { store } = setScene(0, []);
  const sides: unknown[] = [];
  const inbox = { items: [], nextCursor: null };
  const unread = emptyState(me).unread;
  const call = async (_name: string, { side }: { side?: string }) => {
    sides.push(side);
    return { ok: true, data: { conversations: [], missing: [], inbox, unread } };
  };
  const context = { ...contextOf(store, call), now: () => 0 };
  const caughtUp = vi.fn();
  const syncer = new Syncer(context, { priority: () => [], inbox: () => ({ side: "seller" }), caughtUp });
  syncer.start();
  syncer.request();
  await eventually(() => expect(caughtUp).toHaveBeenCalledOnce());
  expect(sides).toEqual(["seller"]);
});

it("knows that a thread opened in the meantime lacks messages that were not requested", () => {
  const { server, store } = setScene(1, []);
  const id = "conversation 0";
  const answer = server.sync([{ id, rev: 1, ownRev: 0, marks: 0, messages: false }], {});
  const page = server.page(id, {}, 50)?.slice(0, 1) ?? [];
  store.dispatch({ type: "thread:wanted", conversationId: id, rev: 1 });
  store.dispatch({ type: "thread:page", conversationId: id, kind: "open", messages: page });
  const asked = new Map([[id, { rev: 1, ownRev: 0 }]]);
  const state = reduce(store.getState(), {
    type: "synced",
    inboxKey: "{}",
    asked,
    bare: new Set([id]),
    answer,
  });
  expect(state.rows.get(id)?.base.rev).toBe(2);
  expect(knownOf(state, id).rev).toBe(1);
});

it("accepts the totals of a different history, even with a lower revision", () => {
  const [lost, restored] = [new ModelServer(1_000), new ModelServer(1_000)];
  for (const server of [lost, restored]) server.open("a");
  for (let seq = 1; seq <= 5; seq++) lost.send("a", false, seq, `lost ${seq}`);
  restored.send("a", false, 1, "kept");
  const before = reduce(emptyState(me), {
    type: "synced",
    inboxKey: "{}",
    asked: new Map([["a", { rev: 0, ownRev: 0 }]]),
    bare: new Set(),
    answer: lost.sync([{ id: "a", rev: 0, ownRev: 0, marks: 0, messages: true }], {}),
  });
  expect(before.unread.messages).toBe(5);

  const after = reduce(before, {
    type: "synced",
    inboxKey: "{}",
    asked: new Map([["a", { rev: 5, ownRev: 0 }]]),
    bare: new Set(),
    answer: restored.sync([{ id: "a", rev: 5, ownRev: 0, marks: 0, messages: true }], {}),
  });

  expect(after.unread).toEqual(restored.unread());
  expect(after.unread.messages).toBe(1);
});
