// Tests the checker of the fault tests: each kind of violation is made on purpose, and must be found.
import { describe, expect, it } from "vitest";
import { judge } from "../fault/support/checker";
import type { ClientHistory, History, Kept, StoredConversation } from "../fault/support/history";

const kept = (seq: number, senderId: string): Kept => ({
  id: `m${seq}`,
  seq,
  rev: seq,
  senderId,
  text: `text ${seq}`,
});

function client(name: string, userId: string, messages: readonly Kept[]): ClientHistory {
  const own = messages.filter(({ senderId }) => senderId === userId);
  return {
    name,
    userId,
    sent: own.map(({ id, text }) => ({ id, conversationId: "c", text: text ?? "" })),
    acknowledged: own.map(({ id, seq }) => ({ id, conversationId: "c", seq })),
    refused: [],
    told: messages.map((message) => ({
      connection: 1,
      name: "message:sent",
      conversationId: "c",
      message: { ...message },
    })),
    held: [
      {
        conversationId: "c",
        rev: messages.length,
        ownRev: 3,
        unread: messages.length - own.length,
        messages: messages.map((message) => ({ ...message })),
      },
    ],
    totals: { messages: messages.length - own.length, conversations: 1, rev: 7 },
  };
}

/** Ann and Bob write two messages each into one conversation. Sam is not a member. */
function sound(): {
  history: History;
  ann: ClientHistory;
  bob: ClientHistory;
  sam: ClientHistory;
  stored: StoredConversation;
} {
  const messages = [kept(1, "ann"), kept(2, "bob"), kept(3, "ann"), kept(4, "bob")];
  const [ann, bob] = [client("Ann", "ann", messages), client("Bob", "bob", messages)];
  const sam = {
    ...client("Sam", "sam", []),
    held: [],
    totals: { messages: 0, conversations: 0, rev: 0 },
  };
  const stored = {
    id: "c",
    rev: 4,
    messages: messages.map((message) => ({ ...message })),
    members: [
      { userId: "ann", unread: 2, ownRev: 3 },
      { userId: "bob", unread: 2, ownRev: 3 },
    ],
  };
  const totals = [ann, bob, sam].map(({ userId, totals: own }) => ({
    userId,
    ...(own ?? { messages: 0, conversations: 0, rev: 0 }),
  }));
  return {
    history: { clients: [ann, bob, sam], stored: { conversations: [stored], totals } },
    ann,
    bob,
    sam,
    stored,
  };
}

type Scene = ReturnType<typeof sound>;
const first = <T>(items: T[]): T => {
  const [item] = items;
  if (item === undefined) throw new Error("There is nothing.");
  return item;
};

const violations: [kind: string, said: string, make: (scene: Scene) => void][] = [
  ["an acknowledged message that is gone", "lost: m4", ({ stored }) => stored.messages.pop()],
  [
    "an acknowledged message in another place",
    "moved: m1",
    ({ ann }) => {
      first(ann.acknowledged).seq = 2;
    },
  ],
  [
    "an acknowledged message with other words",
    "changed: m1",
    ({ stored }) => {
      first(stored.messages).text = "other";
    },
  ],
  [
    "an acknowledged message from another user",
    "changed: m1",
    ({ stored }) => {
      first(stored.messages).senderId = "bob";
    },
  ],
  [
    "a message that is stored twice",
    "doubled: m1",
    ({ stored }) => stored.messages.push({ ...first(stored.messages), seq: 5, rev: 5 }),
  ],
  [
    "a message that was never sent",
    "invented: nobody sent m5",
    ({ stored }) => stored.messages.push(kept(5, "ann")),
  ],
  [
    "a message that was refused and stored",
    "refused yet stored: m4",
    ({ bob }) => {
      bob.acknowledged.pop();
      bob.refused.push({ id: "m4", code: "blocked" });
    },
  ],
  [
    "a change of somebody's own that one of their clients has missed",
    "behind: Bob holds change 2 of its side of c, it is at 3",
    ({ bob }) => {
      first(bob.held).ownRev = 2;
    },
  ],
  ["a gap in the numbers", "gap: c has 3 where 2 should stand", ({ stored }) => stored.messages.splice(1, 1)],
  [
    "a number given twice",
    "gap: c has 1 where 2 should stand",
    ({ stored }) => {
      Object.assign(stored.messages[1] ?? {}, { seq: 1 });
    },
  ],
  [
    "a message ahead of its conversation",
    "ahead: m4",
    ({ stored }) => {
      stored.rev = 3;
    },
  ],
  [
    "messages of one sender in another order than written",
    "out of order: Ann wrote m1",
    ({ ann }) => ann.sent.reverse(),
  ],
  [
    "a fact about a message that is not stored",
    "told in vain: Sam",
    ({ sam }) =>
      sam.told.push({
        connection: 1,
        name: "message:sent",
        conversationId: "c",
        message: { ...kept(9, "ann"), id: "ghost" },
      }),
  ],
  [
    "a fact with a different number from the others'",
    "told otherwise: Bob",
    ({ bob }) => {
      Object.assign(first(bob.told).message ?? {}, { seq: 9 });
    },
  ],
  ["a fact twice on one connection", "told twice: Bob", ({ bob }) => bob.told.push({ ...first(bob.told) })],
  [
    "a fact for another user",
    "leaked: Sam got something of c",
    ({ sam }) => sam.told.push({ connection: 1, name: "typing:changed", conversationId: "c", message: null }),
  ],
  [
    "a conversation held by a stranger",
    "leaked: Sam got something of c",
    ({ sam, ann }) => sam.held.push(...ann.held),
  ],
  [
    "a client that is behind",
    "behind: Ann holds revision 3",
    ({ ann }) => {
      first(ann.held).rev = 3;
    },
  ],
  [
    "a client that does not know the conversation",
    "behind: Ann does not know of c",
    ({ ann }) => ann.held.pop(),
  ],
  [
    "a client that misses a message",
    "different: Ann holds 3 of 4",
    ({ ann }) => first(ann.held).messages.pop(),
  ],
  [
    "a client that has one too many",
    "different: Ann holds 5 of 4",
    ({ ann }) => first(ann.held).messages.push(kept(5, "bob")),
  ],
  [
    "a client with an outdated text",
    "different: Ann holds 4 of 4",
    ({ ann }) => {
      first(first(ann.held).messages).text = "old";
    },
  ],
  [
    "a client that counts unread wrongly",
    "miscounted: Ann",
    ({ ann }) => {
      first(ann.held).unread = 1;
    },
  ],
  [
    "a client with outdated totals",
    "totals: Bob",
    ({ bob }) => {
      bob.totals = { messages: 1, conversations: 1, rev: 6 };
    },
  ],
  [
    "a client without totals",
    "no totals: Bob",
    ({ bob }) => {
      bob.totals = null;
    },
  ],
];

describe("the checker of histories", () => {
  it("accepts a correct one", () => {
    expect(judge(sound().history)).toEqual([]);
  });

  it("accepts the same fact on two connections, because a client may reconnect", () => {
    const { history, bob } = sound();
    bob.told.push({ ...first(bob.told), connection: 2 });
    expect(judge(history)).toEqual([]);
  });

  it("accepts a conflict with the user's own other device", () => {
    const { history, ann } = sound();
    ann.refused.push({ id: "m2", code: "conflict" });
    expect(judge(history)).toEqual([]);
  });

  it.each(violations)("finds %s", (_kind, said, make) => {
    const scene = sound();
    make(scene);
    expect(judge(scene.history).join("\n")).toContain(said);
  });
});
