// The initial state of a page: server-rendered data, which may be old, and data cached in this browser.
import { describe, expect, it } from "vitest";
import { changesSince } from "../../../lib/client/engine/keeper";
import type { CachedState } from "../../../lib/client/engine/ports";
import { initialState } from "../../../lib/client/state/begin";
import { knownOf } from "../../../lib/client/state/behind";
import { reduce } from "../../../lib/client/state/reduce";
import type { Unread } from "../../../lib/contract/entities";
import { type Initial, listKey } from "../../../lib/contract/initial";
import { ModelServer, me } from "../../helpers/model/server";

const inbox = listKey({});

function render(server: ModelServer, openId: string, limit: number, around?: number): Initial {
  const conversation = server.conversation(openId) ?? undefined;
  return {
    me,
    conversations: { key: inbox, ...server.list({}, limit, null) },
    conversation,
    thread: {
      conversationId: openId,
      messages: server.page(openId, { around }, 4) ?? [],
      rev: conversation?.rev ?? 0,
      around,
    },
    unread: server.unread(),
    serverTime: "2026-01-01T00:00:00.000Z",
  };
}

/** The cache that a page rendered now leaves in this browser. */
function keep(initial: Initial): CachedState {
  const kept = changesSince(null, initialState(initial));
  return { savedAtMs: 0, conversations: [], threads: [], lists: [], ...kept, unread: kept?.unread ?? null };
}

const start = (initial: Initial, cached: CachedState) =>
  reduce(initialState(initial), { type: "restored", cached });

function setScene() {
  const server = new ModelServer();
  for (const id of ["a", "b", "c"]) {
    server.open(id);
    server.send(id, false, 1, `first of ${id}`);
  }
  return server;
}

it("counts the unread total of a first-release server as the seller's, because it has no sides", () => {
  const { rev, messages, conversations } = { ...setScene().unread(), rev: 9 };
  const old = { rev, messages, conversations } as Unread;
  const { unread } = reduce(initialState(render(setScene(), "a", 2)), { type: "unread", unread: old });
  expect(unread).toEqual({ ...old, asCustomer: { messages: 0, conversations: 0 } });
});

describe("an old page, served without a network", () => {
  it("shows the last known state", () => {
    const server = setScene();
    const old = render(server, "a", 2);
    server.open("d");
    server.send("d", false, 1, "first of d");
    server.send("a", true, 2, "second of a");
    server.mark("c", true, 1, true);
    server.change("a", 0, "edit");
    const seen = render(server, "a", 4);
    const state = start(old, keep(seen));
    expect(state.lists.get(inbox)).toMatchObject({
      ids: ["a", "d", "c", "b"],
      nextCursor: null,
      floor: null,
    });
    expect(state.rows.get("c")?.view.unread).toBe(0);
    expect(state.threads.get("a")?.windows).toEqual([server.messages("a")]);
    expect(state.unread).toEqual(server.unread());
    expect(knownOf(state, "a").rev).toBe(3);
  });

  it("stays open at a position that is not cached, and loads from there later", () => {
    const server = setScene();
    for (let count = 2; count <= 12; count++) server.send("a", false, 1, `message ${count}`);
    const old = render(server, "a", 3, 2);
    server.send("a", false, 1, "the last");
    const state = start(old, keep(render(server, "a", 3)));
    expect(state.threads.get("a")).toMatchObject({ anchor: 2 });
    expect(state.rows.get("a")?.view.lastMessage?.id).toBe("the last");
    expect(knownOf(state, "a").rev).toBeLessThan(server.conversation("a")?.rev ?? 0);
  });
});

it("starts with the server's data when that is newer than the cache", () => {
  const server = setScene();
  const kept = keep(render(server, "a", 3));
  server.send("a", true, 2, "second of a");
  server.change("a", 0, "edit");
  const fresh = render(server, "a", 2);
  const renamed = {
    ...fresh,
    conversations: {
      key: inbox,
      nextCursor: fresh.conversations?.nextCursor ?? null,
      items: (fresh.conversations?.items ?? []).map((each) => ({
        ...each,
        customer: { ...each.customer, name: "Renamed" },
      })),
    },
  };
  const begun = initialState(renamed);
  const state = start(renamed, kept);
  expect(state.lists.get(inbox)).toEqual(begun.lists.get(inbox));
  expect(state.threads.get("a")).toEqual(begun.threads.get("a"));
  for (const id of ["a", "c"]) expect(state.rows.get(id)?.view).toEqual(begun.rows.get(id)?.view);
});

it("a page that opens far from the end is complete up to the revision at which it was rendered", () => {
  const server = setScene();
  for (let index = 0; index < 30; index++) server.send("a", false, index + 2, `unread ${index}`);
  const state = initialState(render(server, "a", 4, 2));
  const [shown] = state.threads.get("a")?.windows ?? [];
  expect(shown?.at(-1)?.seq).toBeLessThan(10);
  expect(knownOf(state, "a").rev).toBe(server.conversation("a")?.rev);
});

describe("the browser's cache", () => {
  it("is shown when the network has just failed", () => {
    const server = setScene();
    const kept = keep(render(server, "a", 3));
    const error = { code: "unavailable", message: "No network.", unreached: true } as const;
    const blank = initialState({ me, serverTime: "2026-01-01T00:00:00.000Z" });
    const failed = [
      { type: "list:wanted", key: inbox, filter: {} } as const,
      { type: "list:failed", key: inbox, error } as const,
      { type: "thread:wanted", conversationId: "a", rev: 0 } as const,
      { type: "thread:failed", conversationId: "a", error } as const,
    ].reduce(reduce, blank);
    const waiting = reduce(blank, { type: "thread:wanted", conversationId: "a", rev: 0 });
    for (const before of [failed, waiting]) {
      const state = reduce(before, { type: "restored", cached: kept });
      expect(state.threads.get("a")).toMatchObject({ status: "ready", windows: [server.messages("a")] });
      expect(state.lists.get(inbox)).toMatchObject({ status: "ready", ids: ["c", "b", "a"] });
    }
  });

  it("does not bring back a conversation that the server has reported missing", () => {
    const server = setScene();
    const kept = keep(render(server, "a", 3));
    const error = { code: "not_found", message: "Not there." } as const;
    const missing = [
      { type: "thread:wanted", conversationId: "a", rev: 0 } as const,
      { type: "thread:failed", conversationId: "a", error } as const,
    ].reduce(reduce, initialState({ me, serverTime: "2026-01-01T00:00:00.000Z" }));
    const state = reduce(missing, { type: "restored", cached: kept });
    expect(state.threads.get("a")?.status).toBe("missing");
  });
});

it("keeps no thread whose first page has not come, whatever was told meanwhile", () => {
  const server = setScene();
  const opened = reduce(
    initialState({ me, serverTime: "", conversation: server.conversation("a") ?? undefined }),
    {
      type: "thread:wanted",
      conversationId: "a",
      rev: 1,
    },
  );
  const [fact] = server.send("a", false, 2, "second of a")?.facts ?? [];
  if (!fact) throw new Error("Nothing was told.");
  const told = reduce(opened, { type: "fact", fact, nowMs: 0 });
  expect(told.threads.get("a")?.windows.flat()).toHaveLength(1);
  expect(changesSince(null, told)?.threads).toBeUndefined();
  const messages = server.page("a", {}, 4) ?? [];
  const ready = reduce(told, { type: "thread:page", conversationId: "a", kind: "open", messages });
  expect(changesSince(told, ready)?.threads).toMatchObject([{ conversationId: "a", messages }]);
});
