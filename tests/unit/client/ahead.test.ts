// Threads that are fetched before they are opened.
import { expect, it } from "vitest";
import { emptyState } from "../../../lib/client/state/begin";
import { createEngineStore } from "../../../lib/client/state/store";
import { ThreadsAhead } from "../../../lib/client/sync/ahead";
import { ThreadLoader } from "../../../lib/client/sync/threads";
import { limits } from "../../../lib/contract/limits";
import { contextOf } from "../../helpers/context";
import { eventually } from "../../helpers/eventually";
import { ModelServer, me } from "../../helpers/model/server";

const ids = ["one", "two", "three"];

function setScene({ isFailing = false, savesData = false, count = ids.length } = {}) {
  const server = new ModelServer();
  const known = Array.from({ length: count }, (_, index) => ids[index] ?? `number ${index}`);
  for (const id of known) {
    server.open(id);
    server.send(id, false, 1, `first of ${id}`);
  }
  const store = createEngineStore(emptyState(me));
  store.dispatch({ type: "rows", conversations: server.list({}, count, null).items });
  store.dispatch({ type: "connection", change: { status: "online" } });
  const calls: string[] = [];
  const call = async (name: string, input: { conversationId: string; around?: number }) => {
    calls.push(`${name} ${input.conversationId}`);
    if (isFailing) return { ok: false, error: { code: "unavailable", message: "Not now." } };
    return { ok: true, data: { items: server.page(input.conversationId, input, limits.threadPageItems) } };
  };
  const context = contextOf(store, call);
  const threads = new ThreadLoader(context);
  const idle: (() => void)[] = [];
  const ahead = new ThreadsAhead(context, threads, {
    restored: () => Promise.resolve(),
    whenIdle: (work) => void idle.push(work),
    savesData: () => savesData,
  });
  ahead.start();
  /** Lets the page be idle until nothing wants to be done any more. */
  const rest = async () => {
    while (idle.length > 0) {
      idle.shift()?.();
      await new Promise((done) => setTimeout(done));
    }
  };
  return { server, store, calls, threads, ahead, rest, known };
}

it("are in the state like any other, and have moved no watermark", async () => {
  const { store, calls, threads, ahead, rest } = setScene();
  ahead.want(["two", "three"]);
  expect(calls).toEqual([]);
  await rest();
  expect(calls).toEqual(["message:list two", "message:list three"]);
  expect(store.getState().threads.get("two")?.status).toBe("ready");
  expect(store.getState().rows.get("two")?.view).toMatchObject({ unread: 1, readSeq: 0 });
  threads.open("two");
  expect(calls).toHaveLength(2);
});

it("are asked for once at a revision, and again at a later one when they have been let go of", async () => {
  const { server, store, calls, ahead, rest } = setScene();
  ahead.want(["two"]);
  await rest();
  store.dispatch({ type: "threads:dropped", ids: ["two"] });
  ahead.want(["two"]);
  await rest();
  expect(calls).toHaveLength(1);
  server.send("two", false, 2, "second of two");
  store.dispatch({ type: "rows", conversations: server.list({}, 3, null).items });
  ahead.want(["two"]);
  await rest();
  expect(calls).toHaveLength(2);
});

it("are forgotten when somebody wants others, and never more than so many", async () => {
  const { calls, ahead, rest, known } = setScene({ count: limits.aheadThreads + 4 });
  ahead.want(["one"]);
  ahead.want(["two"]);
  await rest();
  expect(calls).toEqual(["message:list two"]);
  ahead.want(known);
  await rest();
  expect(calls).toHaveLength(limits.aheadThreads);
});

it("leave no trace when they fail, and are not tried again", async () => {
  const { store, calls, ahead, rest } = setScene({ isFailing: true });
  ahead.want(["two"]);
  await rest();
  ahead.wake();
  await rest();
  expect(calls).toHaveLength(1);
  expect(store.getState().threads.has("two")).toBe(false);
});

it("are not asked for by somebody who saves data, nor without a network until it is back", async () => {
  const saving = setScene({ savesData: true });
  saving.ahead.want(["two"]);
  await saving.rest();
  expect(saving.calls).toEqual([]);

  const { store, calls, ahead, rest } = setScene();
  store.dispatch({ type: "connection", change: { status: "offline" } });
  ahead.want(["two"]);
  await rest();
  expect(calls).toEqual([]);
  store.dispatch({ type: "connection", change: { status: "online" } });
  ahead.wake();
  await rest();
  expect(calls).toEqual(["message:list two"]);
});

it("wait for what the reader waits for", async () => {
  const { calls, threads, ahead, rest } = setScene();
  threads.open("one");
  ahead.want(["two"]);
  await rest();
  await eventually(() => expect(calls).toEqual(["message:list one", "message:list two"]));
});
