// Each change renders only the affected screens.
import { describe, expect, it } from "vitest";
import { type ComposerTarget, targetKey } from "../../../lib/client/engine/ports";
import { emptyState } from "../../../lib/client/state/begin";
import { reduce } from "../../../lib/client/state/reduce";
import { createEngineStore, type EngineStore } from "../../../lib/client/state/store";
import type { State } from "../../../lib/client/state/types";
import {
  pendingSelector,
  selectUnread,
  threadSelector,
  typingSelector,
} from "../../../lib/client/state/view";
import { listKey, type Me } from "../../../lib/contract/initial";
import { limits } from "../../../lib/contract/limits";
import { ModelServer, me } from "../../helpers/model/server";
import { write } from "../../helpers/outbox";

const ids = Array.from({ length: 20 }, (_, index) => `conversation ${index}`);
const inbox = listKey({});

/** An inbox of twenty conversations with a message each. Every thread is open. */
function openPage() {
  const server = new ModelServer(1_000);
  for (const id of ids) {
    server.open(id);
    server.send(id, false, 1, `first of ${id}`);
  }
  const store = createEngineStore(emptyState(me));
  store.dispatch({ type: "list:wanted", key: inbox, filter: {} });
  store.dispatch({ type: "list:page", key: inbox, isFirst: true, ...server.list({}, 100, null) });
  for (const id of ids) {
    store.dispatch({ type: "thread:wanted", conversationId: id, rev: 1 });
    const messages = server.page(id, {}, 50) ?? [];
    store.dispatch({ type: "thread:page", conversationId: id, kind: "open", messages });
  }
  return { server, store };
}

/** Counts renders as React would: a component renders when its selected value is a different object. */
function countRenders(store: EngineStore, select: (state: State) => unknown): () => number {
  let last = select(store.getState());
  let count = 0;
  store.subscribe(() => {
    const next = select(store.getState());
    if (next !== last) count++;
    last = next;
  });
  return () => count;
}

const tell = (store: EngineStore, facts: Parameters<typeof reduce>[1][]) => {
  for (const fact of facts) store.dispatch(fact);
};
const asEvents = (sent: ReturnType<ModelServer["send"]>) =>
  (sent?.facts ?? []).map((fact) => ({ type: "fact" as const, fact, nowMs: 0 }));

describe("a new message", () => {
  it("renders its thread and its row once, the list when the order changes, and nothing else", () => {
    const { server, store } = openPage();
    const newest = ids.at(-1) ?? "";
    const others = ids.filter((id) => id !== newest);
    const threads = new Map(
      ids.map((id) => {
        const select = threadSelector();
        return [id, countRenders(store, (state) => select(state, id))];
      }),
    );
    const typing = typingSelector();
    const idle = [
      ...others.map((id) => countRenders(store, (state) => state.rows.get(id)?.view)),
      countRenders(store, (state) => state.drafts.get(newest)),
      countRenders(store, (state) => typing(state, newest)),
      countRenders(store, (state) => state.connection),
      countRenders(store, (state) => state.me),
      countRenders(store, (state) => state.presence),
    ];
    const list = countRenders(store, (state) => state.lists.get(inbox));
    const row = countRenders(store, (state) => state.rows.get(newest)?.view);
    const badge = countRenders(store, selectUnread);

    tell(store, asEvents(server.send(newest, false, 1, "second")));
    expect(threads.get(newest)?.()).toBe(1);
    expect(row()).toBe(1);
    expect(badge()).toBe(1);
    expect(list()).toBe(0);
    for (const count of idle) expect(count()).toBe(0);
    for (const id of others) expect(threads.get(id)?.()).toBe(0);

    tell(store, asEvents(server.send(ids[0] ?? "", false, 1, "third")));
    expect(list()).toBe(1);
    expect(threads.get(newest)?.()).toBe(1);
  });

  it("leaves the other bubbles of its thread the same objects", () => {
    const { server, store } = openPage();
    const [id = ""] = ids;
    const select = threadSelector();
    const before = select(store.getState(), id).items;
    tell(store, asEvents(server.send(id, true, 1, "mine")));
    const after = select(store.getState(), id).items;
    expect(after).toHaveLength(2);
    expect(after[0]).toBe(before[0]);
  });
});

it("that starts a conversation appears as written from one's own side there, for any role of the account", () => {
  const seller = { ...me, role: "SELLER" as const };
  const roleTowards = (target: ComposerTarget, writer: Me) => {
    const entry = { ...write("Hello", target), conversationId: null, state: "QUEUED", attempts: 0 } as const;
    const outbox = new Map([[targetKey(target), [entry]]]);
    const [item] = pendingSelector()({ ...emptyState(writer), outbox }, targetKey(target));
    return item?.message.senderRole;
  };
  expect(roleTowards({ listingId: "a listing" }, seller)).toBe("CUSTOMER");
  expect(roleTowards({ customerId: "a customer" }, seller)).toBe("SELLER");
  expect(roleTowards({ customerId: "a customer" }, { ...me, role: "ADMIN" })).toBe("ADMIN");
});

describe("a repeated fact", () => {
  it("renders nothing", () => {
    const { server, store } = openPage();
    const [id = ""] = ids;
    const events = asEvents(server.send(id, false, 1, "again"));
    tell(store, events);
    const select = threadSelector();
    const thread = countRenders(store, (state) => select(state, id));
    const list = countRenders(store, (state) => state.lists.get(inbox));
    tell(store, events);
    expect(thread()).toBe(0);
    expect(list()).toBe(0);
  });
});

describe("one's own message", () => {
  it("is one bubble from waiting to read, with acknowledgement and fact in either order", () => {
    for (const isFactFirst of [true, false]) {
      const { server, store } = openPage();
      const [id = ""] = ids;
      const select = threadSelector();
      const last = () => {
        const { items } = select(store.getState(), id);
        expect(items).toHaveLength(2);
        return [items[1]?.key, items[1]?.state];
      };
      const target = { conversationId: id };
      const outgoing = { id: "mine", target, text: "text 1", replyTo: null, createdAt: "" };
      const entry = { ...outgoing, conversationId: id, attempts: 0 };
      const put = (entries: Extract<Parameters<typeof reduce>[1], { type: "outbox" }>["entries"]) =>
        store.dispatch({ type: "outbox", entries, drafts: new Map() });
      put([{ ...entry, state: "QUEUED" }]);
      expect(last()).toEqual(["mine", "QUEUED"]);
      put([{ ...entry, state: "SENDING" }]);
      expect(last()).toEqual(["mine", "SENDING"]);
      const sent = server.send(id, true, 1, "mine");
      if (!sent) throw new Error("The model takes every message.");
      const acknowledged = { type: "message" as const, message: sent.message, isNew: true };
      const steps = [asEvents(sent), [acknowledged]];
      for (const events of isFactFirst ? steps : steps.reverse()) {
        tell(store, events);
        expect(last()).toEqual(["mine", "SENT"]);
      }
      put([]);
      expect(last()).toEqual(["mine", "SENT"]);
      for (const fact of server.mark(id, false, 2, true)) store.dispatch({ type: "fact", fact, nowMs: 0 });
      expect(last()).toEqual(["mine", "READ"]);
    }
  });
});

describe("an optimistic update", () => {
  it("is shown at once and rolled back when it is refused, with any facts in between", () => {
    const { server, store } = openPage();
    const [id = ""] = ids;
    const archivedAt = "2026-01-02T00:00:00.000Z";
    store.dispatch({
      type: "row:patched",
      conversationId: id,
      patch: { id: "wish", change: { archivedAt } },
    });
    expect(store.getState().lists.get(inbox)?.ids).not.toContain(id);
    tell(store, asEvents(server.send(id, true, 1, "meanwhile")));
    expect(store.getState().rows.get(id)?.view.archivedAt).toBe(archivedAt);
    store.dispatch({ type: "row:settled", conversationId: id, patchId: "wish" });
    expect(store.getState().rows.get(id)?.view).toEqual(server.conversation(id));
    expect(store.getState().lists.get(inbox)?.ids[0]).toBe(id);
  });

  it("of a reaction, edit or deletion leaves the message unchanged when it is refused", () => {
    const { store } = openPage();
    const [id = ""] = ids;
    const select = threadSelector();
    const shown = () => select(store.getState(), id).items[0]?.message;
    const before = shown();
    const messageId = `first of ${id}`;
    const patch = (
      change: Extract<Parameters<typeof reduce>[1], { type: "message:patched" }>["patch"]["change"],
    ) => store.dispatch({ type: "message:patched", messageId, patch: { id: change.kind, change } });
    patch({ kind: "react", emoji: "👍", userId: me.id });
    expect(shown()?.reactions).toEqual([{ emoji: "👍", userIds: [me.id] }]);
    patch({ kind: "edit", text: "other", at: "2026-01-02T00:00:00.000Z" });
    expect(shown()).toMatchObject({ text: "other", reactions: [{ emoji: "👍" }] });
    patch({ kind: "delete", at: "2026-01-02T00:00:00.000Z" });
    expect(shown()?.text).toBeNull();
    for (const patchId of ["react", "edit", "delete"])
      store.dispatch({ type: "message:settled", messageId, patchId });
    expect(shown()).toBe(before);
  });

  it("of reading is counted at once, in the row and in the total", () => {
    const { server, store } = openPage();
    const [id = ""] = ids;
    store.dispatch({ type: "unread", unread: server.unread() });
    expect(selectUnread(store.getState())).toMatchObject({ messages: 20, conversations: 20 });
    store.dispatch({ type: "read", conversationId: id, seq: 1 });
    expect(store.getState().rows.get(id)?.view.unread).toBe(0);
    expect(selectUnread(store.getState())).toMatchObject({ messages: 19, conversations: 19 });
    store.dispatch({ type: "read:refused", conversationId: id });
    expect(selectUnread(store.getState())).toMatchObject({ messages: 20, conversations: 20 });
  });
});

describe("a long thread", () => {
  it("is loaded in part: distant messages are evicted, and can be loaded again", () => {
    const server = new ModelServer(100_000);
    const [id = ""] = ids;
    server.open(id);
    const count = limits.heldThreadMessages + 400;
    for (let seq = 1; seq <= count; seq++) server.send(id, false, 1, `m${seq}`);
    const conversation = server.conversation(id);
    if (!conversation) throw new Error("It has just been opened.");
    let state = reduce(emptyState(me), { type: "rows", conversations: [conversation] });
    const select = threadSelector();
    const page = (kind: "open" | "older" | "newer", place: { before?: number; after?: number }) => {
      state = reduce(state, { type: "thread:wanted", conversationId: id, rev: conversation.rev });
      const messages = server.page(id, place, 200) ?? [];
      state = reduce(state, { type: "thread:page", conversationId: id, kind, messages });
    };
    page("open", {});
    while (select(state, id).hasOlder) page("older", { before: select(state, id).items[0]?.message.seq });
    expect(select(state, id).items).toHaveLength(limits.heldThreadMessages);
    expect(select(state, id)).toMatchObject({ hasOlder: false, hasNewer: true });
    while (select(state, id).hasNewer) page("newer", { after: select(state, id).items.at(-1)?.message.seq });
    expect(select(state, id).items.at(-1)?.message.seq).toBe(count);
    expect(select(state, id).items.length).toBeLessThanOrEqual(limits.heldThreadMessages);
  });
});
