// Lists without a network, and the eviction of conversations from a page.
import { describe, expect, it } from "vitest";
import type { Context } from "../../../lib/client/engine/context";
import { emptyState } from "../../../lib/client/state/begin";
import type { Event } from "../../../lib/client/state/events";
import { reduce } from "../../../lib/client/state/reduce";
import { createEngineStore } from "../../../lib/client/state/store";
import { ListLoader } from "../../../lib/client/sync/lists";
import type { ErrorBody } from "../../../lib/contract/envelope";
import { type ConversationFilter, listKey } from "../../../lib/contract/initial";
import { limits } from "../../../lib/contract/limits";
import { ModelServer, me } from "../../helpers/model/server";

const unanswered: Context["call"] = () => new Promise(() => {});

it("evicts conversations outside the view once there are many", () => {
  const server = new ModelServer(1_000);
  server.open("the one");
  server.send("the one", false, 1, "Hello");
  const [one] = server.list({}, 1, null).items;
  if (!one) throw new Error("The inbox is empty.");
  const ids = Array.from({ length: limits.heldConversations + 1 }, (_, index) => `conversation ${index}`);
  const items = ids.map((id) => ({ ...one, id }));
  const store = createEngineStore(emptyState(me));
  const opened = ids[7] ?? "";
  const lists = new ListLoader(
    { store, call: unanswered, isLive: () => true, now: () => 0, random: () => 0 },
    () => [opened],
  );
  const closeInbox = lists.open({});
  store.dispatch({
    type: "list:page",
    key: listKey({}),
    isFirst: true,
    items,
    nextCursor: null,
  });
  const closeUnread = lists.open({ unread: true });
  closeUnread();
  expect(store.getState().rows.size).toBe(ids.length);

  closeInbox();

  expect([...store.getState().rows.keys()]).toEqual([opened]);
  expect(store.getState().lists.size).toBe(0);
});

describe("a list that cannot be loaded without a network", () => {
  const unreached: ErrorBody = { code: "unavailable", message: "No network.", unreached: true };
  const refused: ErrorBody = { code: "internal", message: "No." };

  function failedList(filter: ConversationFilter, error = unreached) {
    const server = new ModelServer();
    for (const id of ["read", "new", "older"]) server.open(id);
    server.send("older", true, 1, "An old one");
    server.send("read", true, 1, "Mine");
    server.send("new", false, 1, "Theirs");
    const page = server.list({}, 2, null);
    const key = listKey(filter);
    const events: Event[] = [
      { type: "list:wanted", key: listKey({}), filter: {} },
      { type: "list:page", key: listKey({}), isFirst: true, ...page },
      { type: "list:wanted", key, filter },
      { type: "list:failed", key, error },
    ];
    return events.reduce(reduce, emptyState(me)).lists.get(key);
  }

  it("shows the matching part of a wider list, down to its known end", () => {
    expect(failedList({ unread: true })).toMatchObject({ status: "ready", ids: ["new"], isStale: true });
    expect(failedList({ pinned: true })).toMatchObject({ status: "ready", ids: [] });
  });

  it("shows known waiting conversations of a wider list, the longest wait first", () => {
    const server = new ModelServer();
    for (const id of ["first", "answered", "second", "unknown"]) server.open(id);
    for (const id of ["unknown", "second", "answered", "first"]) server.send(id, false, 1, "Still there?");
    server.send("answered", true, 2, "Yes.");
    server.send("second", false, 2, "Hello?");
    const filter = { side: "seller", waiting: true } as const;
    const [plain, key] = [listKey({ side: "seller" }), listKey(filter)];
    const events: Event[] = [
      { type: "list:wanted", key: plain, filter: { side: "seller" } },
      { type: "list:page", key: plain, isFirst: true, ...server.list({ side: "seller" }, 3, null) },
      { type: "list:wanted", key, filter },
      { type: "list:failed", key, error: unreached },
    ];
    const list = events.reduce(reduce, emptyState(me)).lists.get(key);
    expect(list).toMatchObject({ status: "ready", ids: ["second", "first"], isStale: true });
  });

  it("shows both sides from their own lists, down to where both are known", () => {
    const server = new ModelServer();
    for (const id of ["first", "second", "third"]) server.open(id);
    for (const id of ["third", "second", "first"]) server.send(id, false, 1, "Still there?");
    const [side, all] = [{ side: "seller" } as const, {}];
    const events: Event[] = [
      { type: "list:wanted", key: listKey(side), filter: side },
      { type: "list:page", key: listKey(side), isFirst: true, ...server.list(side, 2, null) },
      { type: "list:wanted", key: listKey(all), filter: all },
      { type: "list:failed", key: listKey(all), error: unreached },
    ];
    const list = events.reduce(reduce, emptyState(me)).lists.get(listKey(all));
    expect(list).toMatchObject({ status: "ready", ids: ["first", "second"], isStale: true });
  });

  it("fails when only the server knows its contents", () => {
    expect(failedList({ search: "Theirs" })?.status).toBe("error");
    expect(failedList({ status: "ARCHIVED" })?.status).toBe("error");
  });

  it("fails when the server has answered with an error", () => {
    expect(failedList({ unread: true }, refused)?.status).toBe("error");
  });
});
