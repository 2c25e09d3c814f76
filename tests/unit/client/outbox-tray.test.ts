// How one tab merges its own entries with updates from other tabs.
import { describe, expect, it } from "vitest";
import type { Entry } from "../../../lib/client/outbox/entry";
import { Tray } from "../../../lib/client/outbox/tray";

const entryOf = (id: string, fields: Partial<Entry> = {}): Entry => ({
  id,
  target: { conversationId: "a" },
  conversationId: "a",
  text: id,
  replyTo: null,
  createdAt: "2026-01-01T00:00:00.000Z",
  state: "QUEUED",
  attempts: 0,
  order: 0,
  suborder: 0,
  version: 0,
  ...fields,
});

const idsOf = (tray: Tray) => tray.all().map(({ id }) => id);

describe("a tab's entries", () => {
  it("ignore an update older than the current one", () => {
    const tray = new Tray();
    tray.hear(entryOf("one", { version: 2, state: "SENDING" }));
    tray.hear(entryOf("one", { version: 1 }));
    expect(tray.get("one")?.state).toBe("SENDING");
  });

  it("do not return after removal", () => {
    const tray = new Tray();
    tray.hear(entryOf("one", { order: 1 }));
    tray.remove("one");
    tray.hear(entryOf("one", { order: 1, version: 9 }));
    expect(idsOf(tray)).toEqual([]);
  });

  it("keep the order of writing, in any order of storing or without it", () => {
    const tray = new Tray();
    tray.hear(entryOf("before", { order: 5 }));
    for (const id of ["one", "two", "three"]) tray.append(entryOf(id));
    tray.keep("one", 6);
    expect(idsOf(tray)).toEqual(["before", "one", "two", "three"]);
    tray.keep("three", 7);
    expect(idsOf(tray)).toEqual(["before", "one", "two", "three"]);
    tray.hear(entryOf("another tab's", { order: 8 }));
    expect(idsOf(tray)).toEqual(["before", "one", "two", "three", "another tab's"]);
  });
});
