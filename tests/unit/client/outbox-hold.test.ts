// A held message can be taken back until its time is over.
import { describe, expect, it } from "vitest";
import type { Entry } from "../../../lib/client/outbox/entry";
import { nextDueMs, noWaits, sendable } from "../../../lib/client/outbox/plan";
import { write } from "../../helpers/outbox";

const entryOf = (order: number, fields: Partial<Entry> = {}): Entry => ({
  ...write(`text ${order}`),
  conversationId: "a",
  state: "QUEUED",
  attempts: 0,
  order,
  suborder: 0,
  version: 0,
  ...fields,
});

describe("a message that is held", () => {
  const heldUntilMs = 5_000;

  it("is sent when its time is over, and not before", () => {
    const held = [entryOf(1, { heldUntilMs })];
    expect(sendable(held, noWaits, heldUntilMs - 1)).toEqual([]);
    expect(nextDueMs(held, noWaits, heldUntilMs - 1)).toBe(heldUntilMs);
    expect(sendable(held, noWaits, heldUntilMs)).toEqual(held);
  });

  it("does not delay later messages", () => {
    const [held, later] = [entryOf(1, { heldUntilMs }), entryOf(2)];
    expect(sendable([held, later], noWaits, 1_000)).toEqual([held]);
    const elsewhere = entryOf(3, { target: { conversationId: "b" }, conversationId: "b" });
    expect(sendable([held, elsewhere], noWaits, 1_000)).toEqual([elsewhere]);
  });
});
