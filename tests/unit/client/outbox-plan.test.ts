// The outbox's rules, without a clock, a network or a disk.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Stored } from "../../../lib/client/engine/ports";
import {
  canMove,
  type Entry,
  type EntryState,
  IllegalMove,
  inOrder,
  type Move,
  moved,
  moves,
} from "../../../lib/client/outbox/entry";
import {
  backOffMs,
  judge,
  lanesOf,
  nextDueMs,
  noWaits,
  sendable,
  triedOf,
  type Waits,
} from "../../../lib/client/outbox/plan";
import { type ErrorCode, errorTable } from "../../../lib/contract/errors";
import { limits } from "../../../lib/contract/limits";

const entryOf = (order: number, fields: Partial<Entry> = {}): Entry => ({
  id: `m${order}`,
  target: { conversationId: "a" },
  conversationId: "a",
  text: `text ${order}`,
  replyTo: null,
  createdAt: "2026-01-01T00:00:00.000Z",
  state: "QUEUED",
  attempts: 0,
  order,
  suborder: 0,
  version: 0,
  ...fields,
});

const storedOf = (entry: Entry): Stored => ({
  message: {
    id: entry.id,
    conversationId: entry.conversationId ?? "opened",
    seq: 1,
    rev: 1,
    senderId: "me",
    senderRole: "CUSTOMER",
    senderName: "Me",
    type: "TEXT",
    text: entry.text,
    payload: null,
    replyTo: null,
    attachments: [],
    reactions: [],
    createdAt: entry.createdAt,
    editedAt: null,
    deletedAt: null,
  },
});

const failed = (code: ErrorCode, retryAfterMs?: number) => ({
  ok: false as const,
  error: { code, message: "No.", retryAfterMs },
});

const inA = { lane: "a", opens: false };
const half = () => 0.5;

describe("transitions of an entry", () => {
  const states = Object.keys(moves) as EntryState[];
  const all: Move[] = ["send", "store", "postpone", "refuse", "retry", "discard"];

  it("are the legal ones, and others throw", () => {
    for (const state of states.filter(
      (each): each is Entry["state"] => each !== "STORED" && each !== "DISCARDED",
    )) {
      for (const move of all) {
        const make = () => moved(entryOf(1, { state }), move);
        if (canMove(state, move)) expect(make()?.state ?? moves[state][move]).toBe(moves[state][move]);
        else expect(make).toThrow(IllegalMove);
      }
    }
  });

  it("end with stored or discarded", () => {
    for (const move of all) {
      expect(canMove("STORED", move)).toBe(false);
      expect(canMove("DISCARDED", move)).toBe(false);
    }
  });

  it("never discard an entry that is being sent", () => {
    expect(() => moved(entryOf(1, { state: "SENDING" }), "discard")).toThrow(IllegalMove);
  });

  it("keep the reason of a failure until the retry", () => {
    const { error } = failed("blocked");
    const refused = moved(entryOf(1, { state: "SENDING" }), "refuse", error);
    expect(refused).toMatchObject({ state: "FAILED", failure: error });
    if (refused) expect(moved(refused, "retry")).not.toHaveProperty("failure");
  });

  it("give each entry a higher version", () => {
    expect(moved(entryOf(1, { version: 4 }), "send")?.version).toBe(5);
  });
});

describe("the next entry to send", () => {
  it("is the oldest of each conversation", () => {
    const entries = [entryOf(1), entryOf(2), entryOf(3, { conversationId: "b" })];
    expect(sendable(entries, noWaits, 0).map(({ id }) => id)).toEqual(["m1", "m3"]);
  });

  it("is none of a conversation with a send in progress", () => {
    expect(sendable([entryOf(1, { state: "SENDING" }), entryOf(2)], noWaits, 0)).toEqual([]);
  });

  it("skips entries that were set aside", () => {
    expect(sendable([entryOf(1, { state: "FAILED" }), entryOf(2)], noWaits, 0).map(({ id }) => id)).toEqual([
      "m2",
    ]);
  });

  it("sends entries for one unopened target one after the other", () => {
    const to = (order: number, listingId: string) =>
      entryOf(order, { target: { listingId }, conversationId: null });
    const entries = [to(1, "x"), to(2, "x"), to(3, "y")];
    expect(sendable(entries, noWaits, 0).map(({ id }) => id)).toEqual(["m1", "m3"]);
  });

  it("treats entries for one target as one lane, with or without a known conversation", () => {
    const target = { listingId: "x" };
    const entries = [
      entryOf(1, { target, conversationId: "b" }),
      entryOf(2, { target, conversationId: null }),
    ];
    expect(sendable(entries, noWaits, 0).map(({ id }) => id)).toEqual(["m1"]);
  });

  it("respects the limit of concurrent sends", () => {
    const many = Array.from({ length: 50 }, (_, index) => entryOf(index, { conversationId: `c${index}` }));
    expect(sendable(many, noWaits, 0)).toHaveLength(limits.outboxSending);
    const some = many.map((entry, index) => (index < 4 ? { ...entry, state: "SENDING" as const } : entry));
    expect(sendable(some, noWaits, 0)).toHaveLength(limits.outboxSending - 4);
  });

  it("is due when its backoff is over, and not before", () => {
    const waits: Waits = { ...noWaits, lanes: new Map([["a", { tries: 1, internals: 0, untilMs: 500 }]]) };
    expect(sendable([entryOf(1)], waits, 499)).toEqual([]);
    expect(nextDueMs([entryOf(1)], waits, 499)).toBe(500);
    expect(sendable([entryOf(1)], waits, 500)).toHaveLength(1);
  });

  it("does not wait an extra hour when the clock was set back by one", () => {
    const nowMs = 10_000_000;
    const { waits } = judge(inA, failed("unavailable"), noWaits, nowMs, half);
    expect(sendable([entryOf(1)], waits, nowMs - 3_600_000)).toHaveLength(1);
  });
});

describe("an answer", () => {
  it("that is retryable postpones the entry, and any other fails it", () => {
    for (const code of Object.keys(errorTable) as ErrorCode[]) {
      const { move } = judge(inA, failed(code), noWaits, 0, half);
      const isLater = errorTable[code].retryable || code === "unauthenticated";
      expect(move, code).toBe(isLater ? "postpone" : "refuse");
    }
  });

  it("with a retry time delays the retry until then", () => {
    const { waits } = judge(inA, failed("unavailable", 20_000), noWaits, 1_000, () => 1);
    expect(sendable([entryOf(1)], waits, 20_999)).toEqual([]);
    expect(sendable([entryOf(1)], waits, 21_000)).toHaveLength(1);
  });

  it("of rate_limited delays every conversation", () => {
    const { waits } = judge(inA, failed("rate_limited", 2_000), noWaits, 0, half);
    const other = entryOf(2, { conversationId: "b" });
    expect(sendable([entryOf(1), other], waits, 1_999)).toEqual([]);
    expect(sendable([entryOf(1), other], waits, 2_000)).toHaveLength(2);
  });

  it("of too many openings delays only other openings", () => {
    const [first, second] = ["one", "two"].map((listingId, index) =>
      entryOf(index, { conversationId: null, target: { listingId } }),
    );
    const entries = [first, second, entryOf(3)].filter((entry) => entry !== undefined);
    const tried = { lane: "listingId:one", opens: true };
    const { waits } = judge(tried, failed("rate_limited", 120_000), noWaits, 0, half);
    expect(sendable(entries, waits, 119_999).map(({ id }) => id)).toEqual(["m3"]);
    expect(nextDueMs(entries, waits, 119_999)).toBe(120_000);
    expect(sendable(entries, waits, 120_000)).toHaveLength(3);
  });

  it("of any other error delays only its own conversation", () => {
    const { waits } = judge(inA, failed("internal"), noWaits, 0, half);
    const other = entryOf(2, { conversationId: "b" });
    expect(sendable([entryOf(1), other], waits, 0).map(({ id }) => id)).toEqual(["m2"]);
  });

  it("of success ends the backoff of its conversation", () => {
    let { waits } = judge(inA, failed("unavailable"), noWaits, 0, half);
    waits = judge(inA, { ok: true, data: storedOf(entryOf(1)) }, waits, 0, half).waits;
    expect(sendable([entryOf(2)], waits, 0)).toHaveLength(1);
    const again = judge(inA, failed("unavailable"), waits, 0, half).waits;
    expect(again.lanes.get("a")?.tries).toBe(1);
  });

  it("of unauthenticated pauses everything until a sign-in", () => {
    const { waits } = judge(inA, failed("unauthenticated"), noWaits, 0, half);
    expect(sendable([entryOf(1)], waits, 1e9)).toEqual([]);
    expect(nextDueMs([entryOf(1)], waits, 1e9)).toBeNull();
  });

  it("of repeated server errors finally sets the message aside, but an outage does not", () => {
    let waits = noWaits;
    const tell = (code: ErrorCode) => {
      const verdict = judge(inA, failed(code), waits, 0, half);
      waits = verdict.waits;
      return verdict.move;
    };
    for (let tries = 0; tries < 1_000; tries++) expect(tell("unavailable")).toBe("postpone");
    for (let tries = 1; tries < limits.outboxInternalTries; tries++)
      expect(tell("internal")).toBe("postpone");
    expect(tell("internal")).toBe("refuse");
  });

  it("lengthens each backoff up to the maximum, with jitter", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (tries, dice) => {
          const waitMs = backOffMs(tries, () => dice);
          expect(waitMs).toBeGreaterThanOrEqual(limits.outboxFirstRetryMs / 2);
          expect(waitMs).toBeLessThanOrEqual(limits.outboxLastRetryMs);
          expect(backOffMs(tries + 1, () => dice)).toBeGreaterThanOrEqual(waitMs);
        },
      ),
    );
    expect(backOffMs(3, () => 0)).not.toBe(backOffMs(3, () => 0.9));
  });
});

/** Runs the rules: a queue, a server with random answers, and a clock that jumps to the next due time. */
function run(entries: readonly Entry[], answers: readonly (ErrorCode | "ok")[]) {
  let queue = entries.map((entry) => ({ ...entry })).sort(inOrder);
  let waits = noWaits;
  let nowMs = 0;
  let next = 0;
  const stored: Entry[] = [];
  const refused = new Set<string>();
  for (let step = 0; step < 20_000 && queue.some(({ state }) => state === "QUEUED"); step++) {
    const laneOf = lanesOf(queue);
    const batch = sendable(queue, waits, nowMs);
    expect(new Set(batch.map(laneOf)).size).toBe(batch.length);
    if (batch.length === 0) {
      const dueMs = nextDueMs(queue, waits, nowMs);
      if (dueMs === null) break;
      nowMs = dueMs;
    }
    for (const { id } of batch) {
      const entry = queue.find((each) => each.id === id);
      const sending = entry && moved(entry, "send");
      if (!sending) throw new Error("It was there a moment ago.");
      const word = answers[next++] ?? "ok";
      const answer = word === "ok" ? { ok: true as const, data: storedOf(sending) } : failed(word, 10);
      const verdict = judge(triedOf(sending, queue), answer, waits, nowMs, half);
      waits = verdict.waits;
      const after = moved(sending, verdict.move, verdict.move === "refuse" ? verdict.failure : undefined);
      if (verdict.move === "store") stored.push(sending);
      if (verdict.move === "refuse") refused.add(id);
      queue = queue.flatMap((each) => (each.id === id ? (after ? [after] : []) : [each]));
    }
  }
  return { stored, refused, left: queue };
}

describe("a queue", () => {
  const lanes = ["a", "b", "c", null] as const;
  const writing = fc.array(fc.constantFrom(...lanes), { maxLength: 40 });
  const words = fc.constantFrom("ok", "unavailable", "internal", "rate_limited", "blocked", "conflict");

  it("stores every message that is not refused, once, in the order of each conversation", () => {
    fc.assert(
      fc.property(writing, fc.array(words, { maxLength: 200 }), (written, answers) => {
        const entries = written.map((conversationId, index) =>
          entryOf(index, {
            conversationId,
            target: conversationId === null ? { listingId: "x" } : { conversationId },
          }),
        );
        const { stored, refused, left } = run(entries, answers as (ErrorCode | "ok")[]);
        expect(left.every(({ state }) => state === "FAILED")).toBe(true);
        expect(left.map(({ id }) => id).sort()).toEqual([...refused].sort());
        const laneOf = lanesOf(entries);
        for (const lane of new Set(entries.map(laneOf))) {
          const wanted = entries.filter((entry) => laneOf(entry) === lane && !refused.has(entry.id));
          const got = stored.filter((entry) => laneOf(entry) === lane);
          expect(got.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
        }
      }),
    );
  });
});
