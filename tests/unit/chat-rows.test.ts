// The rows of a chat: days, groups, the unread divider, and the actions that each message allows.
import { describe, expect, it } from "vitest";
import { abilitiesFor } from "../../components/chat/message/abilities";
import { buildRows, compareKeys } from "../../components/chat/thread/rows";
import type { ThreadItem } from "../../lib/client/hooks";
import type { Message } from "../../lib/contract/entities";
import { limits } from "../../lib/contract/limits";

const me = "me";
const startMs = Date.UTC(2026, 10, 21, 12);
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

function message(seq: number, senderId: string, minutes: number, more: Partial<Message> = {}): Message {
  const createdAt = new Date(startMs + minutes * minuteMs).toISOString();
  return {
    id: `m${seq}`,
    conversationId: "c",
    seq,
    rev: seq,
    senderId,
    senderRole: senderId === me ? "CUSTOMER" : "SELLER",
    senderName: senderId,
    type: "TEXT",
    text: `message ${seq}`,
    payload: null,
    replyTo: null,
    attachments: [],
    reactions: [],
    createdAt,
    editedAt: null,
    deletedAt: null,
    ...more,
  };
}

const item = (each: Message): ThreadItem => ({ message: each, state: null, key: each.id });
const dayOf = ({ createdAt }: Message) => Math.floor(Date.parse(createdAt) / dayMs);
const rowsOf = (messages: Message[], firstUnreadSeq: number | null = null, hasOlder = false) =>
  buildRows(messages.map(item), { firstUnreadSeq, hasOlder, myId: me, dayOf });
const seqsWhere = (
  rows: ReturnType<typeof rowsOf>,
  key: "startsDay" | "startsGroup" | "endsGroup" | "isFirstUnread",
) => rows.filter((row) => row[key]).map((row) => row.item.message.seq);

describe("rows", () => {
  it("are one for each message, in the same order", () => {
    const rows = rowsOf([message(1, me, 0), message(2, "you", 1), message(3, "you", 2)]);
    expect(rows.map((row) => row.item.message.seq)).toEqual([1, 2, 3]);
    expect(rowsOf([])).toEqual([]);
  });

  it("are grouped by sender and time", () => {
    const rows = rowsOf([
      message(1, me, 0),
      message(2, me, 4),
      message(3, me, 10),
      message(4, "you", 10),
      message(5, "you", 11),
    ]);
    expect(seqsWhere(rows, "startsGroup")).toEqual([1, 3, 4]);
    expect(seqsWhere(rows, "endsGroup")).toEqual([2, 3, 5]);
  });

  it("of the system are never grouped", () => {
    const rows = rowsOf([1, 2].map((seq) => message(seq, "you", 0, { type: "SYSTEM" })));
    expect(seqsWhere(rows, "startsGroup")).toEqual([1, 2]);
  });

  it("start each day with its name", () => {
    const rows = rowsOf([message(1, me, 0), message(2, me, 719), message(3, me, 721), message(4, me, 722)]);
    expect(seqsWhere(rows, "startsDay")).toEqual([1, 3]);
    const isCut = rowsOf([message(2, me, 719), message(3, me, 721)], null, true);
    expect(seqsWhere(isCut, "startsDay")).toEqual([3]);
    expect(seqsWhere(rows, "startsGroup")).toEqual([1, 2, 3]);
  });

  it("leave out the first message at hand until the one before it is known, for its look depends on that", () => {
    const older = [message(1, me, 0), message(2, me, 1)];
    const held = [message(3, me, 2), message(4, me, 3)];
    const seqs = (rows: ReturnType<typeof rowsOf>) => rows.map((row) => row.item.message.seq);
    const before = rowsOf(held, null, true);
    const after = rowsOf([...older, ...held]);
    expect(seqs(before)).toEqual([4]);
    expect(after.at(-1)).toEqual(before[0]);
    // A single message is better than none.
    expect(seqs(rowsOf([message(3, me, 2)], null, true))).toEqual([3]);
  });

  it("have one divider above the first unread message of another person", () => {
    const rows = rowsOf(
      [message(1, "you", 0), message(2, me, 0), message(3, "you", 0), message(4, "you", 0)],
      2,
    );
    expect(seqsWhere(rows, "isFirstUnread")).toEqual([3]);
    expect(seqsWhere(rows, "startsGroup")).toContain(3);
  });

  it("have no divider when the first unread message is not loaded", () => {
    expect(seqsWhere(rowsOf([message(7, "you", 0), message(8, "you", 0)], 3), "isFirstUnread")).toEqual([]);
    expect(seqsWhere(rowsOf([message(1, "you", 0)], 1), "isFirstUnread")).toEqual([1]);
    expect(seqsWhere(rowsOf([message(1, "you", 0)], null), "isFirstUnread")).toEqual([]);
  });
});

describe("a changed list", () => {
  it.each([
    [["a", "b"], ["a", "b"], "same"],
    [["a", "b"], ["a", "b", "c"], "newer"],
    [["a", "b"], ["a"], "newer"],
    [["b", "c"], ["a", "b", "c"], "older"],
    [["a", "b"], ["x", "y"], "other"],
    [["a", "b", "c"], ["b", "c", "d"], "other"],
    [[], ["a"], "other"],
  ] as const)("from %s to %s is %s", (before, after, change) => {
    expect(compareKeys(before, after)).toBe(change);
  });
});

describe("the actions on a message", () => {
  const situation = { myId: me, isAdmin: false, canWrite: true, nowMs: startMs };
  const own = message(1, me, 0);
  const other = message(2, "you", 0);

  it("include more for the author", () => {
    const all = ["react", "reply", "edit", "forward", "copy", "delete"];
    expect(abilitiesFor({ ...situation, message: own, state: "SENT" })).toEqual(all);
    expect(abilitiesFor({ ...situation, message: other, state: null })).toEqual([
      "react",
      "reply",
      "forward",
      "copy",
    ]);
    expect(abilitiesFor({ ...situation, isAdmin: true, message: other, state: null })).toContain("delete");
  });

  it("exclude editing after the time limit", () => {
    const at = (nowMs: number) => abilitiesFor({ ...situation, nowMs, message: own, state: "SENT" });
    expect(at(startMs + limits.editWindowMs - 1)).toContain("edit");
    expect(at(startMs + limits.editWindowMs)).not.toContain("edit");
  });

  it("exclude writing in a closed conversation", () => {
    const closed = { ...situation, canWrite: false, state: "SENT" as const };
    expect(abilitiesFor({ ...closed, message: own })).toEqual(["forward", "copy", "delete"]);
  });

  it("are only copying while it is not stored, and none for deleted and system messages", () => {
    for (const state of ["QUEUED", "SENDING", "FAILED"] as const)
      expect(abilitiesFor({ ...situation, message: own, state })).toEqual(["copy"]);
    const gone = { ...own, text: null, deletedAt: own.createdAt };
    expect(abilitiesFor({ ...situation, message: gone, state: "READ" })).toEqual([]);
    expect(abilitiesFor({ ...situation, message: { ...other, type: "SYSTEM" }, state: null })).toEqual([]);
  });
});
