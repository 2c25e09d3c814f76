// The code that tests/bench/client.ts measures in a browser.
import { Engine } from "../../lib/client/engine/engine";
import { initialState } from "../../lib/client/state/begin";
import { createEngineStore } from "../../lib/client/state/store";
import { threadSelector } from "../../lib/client/state/view";
import { createCache } from "../../lib/client/storage/create-cache";
import type { Conversation, Message } from "../../lib/contract/entities";
import { type Initial, listKey, type Me } from "../../lib/contract/initial";
import { limits } from "../../lib/contract/limits";

export type ClientBench = {
  /** The time for each of these facts in a state of this size, including all subscribers of the store. */
  applyFacts: (size: { conversations: number; messages: number; facts: number }) => number[];
  fillCache: (conversations: number) => Promise<void>;
  /** The time from nothing to an inbox that can be shown. */
  startFromCache: (conversations: number) => Promise<number>;
};

declare global {
  interface Window {
    bench: ClientBench;
  }
}

const me: Me = { id: "me", name: "Me", role: "SELLER", avatarUrl: null };
const initial: Initial = { me, serverTime: new Date().toISOString() };
const inbox = listKey({});
const base = Date.UTC(2026, 0, 1);
const timeOf = (count: number) => new Date(base + count * 1_000).toISOString();
const idOf = (index: number) => `00000000-0000-7000-8000-${String(index).padStart(12, "0")}`;

const messageOf = (conversation: number, seq: number): Message => ({
  id: `${idOf(conversation)}-${seq}`,
  conversationId: idOf(conversation),
  seq,
  rev: seq,
  senderId: seq % 2 ? "me" : `customer-${conversation}`,
  senderRole: seq % 2 ? "SELLER" : "CUSTOMER",
  senderName: seq % 2 ? "Me" : `Customer ${conversation}`,
  type: "TEXT",
  text: `Message ${seq} about the listing, of an ordinary length for a message of this kind.`,
  payload: null,
  replyTo: null,
  attachments: [],
  reactions: [],
  createdAt: timeOf(seq),
  editedAt: null,
  deletedAt: null,
});

function conversationOf(index: number, seq: number, at: string): Conversation {
  const last = messageOf(index, seq);
  const customer = { id: `customer-${index}`, name: `Customer ${index}`, avatarUrl: null };
  const member = { name: "Me", avatarUrl: null, readSeq: 0, deliveredSeq: seq, readAt: null };
  return {
    id: idOf(index),
    rev: seq,
    ownRev: 0,
    seq,
    subject: {
      kind: "listing",
      id: idOf(index),
      title: `Bicycle ${index}`,
      priceMinor: 125_000,
      currency: "EUR",
      photoUrl: null,
      status: "ACTIVE",
    },
    customer,
    seller: { id: "me", name: "Me", avatarUrl: null },
    status: "ACTIVE",
    priority: "NORMAL",
    tags: [],
    isFlagged: false,
    lastMessage: { id: last.id, senderId: last.senderId, type: "TEXT", preview: last.text ?? "", at },
    unread: 0,
    readSeq: seq,
    members: [
      { ...member, userId: "me", role: "SELLER" },
      { ...member, userId: customer.id, name: customer.name, role: "CUSTOMER" },
    ],
    archivedAt: null,
    pinnedAt: null,
    mutedUntil: null,
    waitingSince: null,
    createdAt: timeOf(0),
  };
}

const nothing = { messages: 0, conversations: 0 };

const manyConversations = (count: number, seq: number) =>
  Array.from({ length: count }, (_, index) => conversationOf(index, seq, timeOf(count - index)));

window.bench = {
  applyFacts: ({ conversations, messages, facts }) => {
    const seq = messages / conversations;
    const store = createEngineStore(initialState(initial));
    const items = manyConversations(conversations, seq);
    store.dispatch({ type: "list:wanted", key: inbox, filter: {} });
    store.dispatch({ type: "list:page", key: inbox, isFirst: true, items, nextCursor: null });
    for (let index = 0; index < conversations; index++) {
      const conversationId = idOf(index);
      const page = Array.from({ length: seq }, (_, place) => messageOf(index, place + 1));
      store.dispatch({ type: "thread:wanted", conversationId, rev: seq });
      store.dispatch({ type: "thread:page", conversationId, kind: "open", messages: page });
    }
    const loaded = [...store.getState().threads.values()].flatMap(({ windows }) => windows.flat()).length;
    if (loaded !== messages) throw new Error(`${loaded} messages are loaded.`);
    const select = threadSelector();
    let shown = 0;
    store.subscribe(() => {
      shown =
        select(store.getState(), idOf(0)).items.length + (store.getState().lists.get(inbox)?.ids.length ?? 0);
    });
    const seqs = new Array<number>(conversations).fill(seq);
    const took = Array.from({ length: facts }, (_, count) => {
      // Every second one is for the open thread.
      const index = count % 2 ? 0 : (count * 7_919) % conversations;
      const next = (seqs[index] ?? 0) + 1;
      seqs[index] = next;
      const message = messageOf(index, next);
      const conversation = conversationOf(index, next, timeOf(conversations + count));
      const payload = { conversationId: message.conversationId, rev: next, message, conversation };
      const startMs = performance.now();
      store.dispatch({ type: "fact", fact: { name: "message:sent", payload }, nowMs: base });
      return performance.now() - startMs;
    });
    if (shown !== (seqs[0] ?? 0) + conversations) throw new Error(`${shown} rows are shown.`);
    return took;
  },

  fillCache: async (count) => {
    const cache = createCache({ userId: me.id });
    const conversations = manyConversations(count, limits.threadPageItems);
    const threads = Array.from({ length: limits.cachedThreads }, (_, index) => ({
      conversationId: idOf(index),
      rev: limits.threadPageItems,
      messages: Array.from({ length: limits.threadPageItems }, (_each, place) => messageOf(index, place + 1)),
    }));
    const lists = [{ key: inbox, nextCursor: null, floor: null }];
    cache.save({ conversations, threads, lists, unread: { ...nothing, rev: 1, asCustomer: nothing } });
    await cache.close();
  },

  startFromCache: (count) =>
    new Promise((done) => {
      const startMs = performance.now();
      const engine = new Engine({ initial });
      const stop = engine.store.subscribe(() => {
        if (engine.store.getState().lists.get(inbox)?.ids.length !== count) return;
        stop();
        const tookMs = performance.now() - startMs;
        void engine.close().then(() => done(tookMs));
      });
      engine.start();
    }),
};
