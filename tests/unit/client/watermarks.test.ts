// How often a page reports its received and read watermarks.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { emptyState } from "../../../lib/client/state/begin";
import { createEngineStore } from "../../../lib/client/state/store";
import { Watermarks } from "../../../lib/client/sync/watermarks";
import { contextOf } from "../../helpers/context";
import { ModelServer, me } from "../../helpers/model/server";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const ids = Array.from({ length: 10 }, (_, index) => `conversation ${index}`);

/** Ten conversations with two unread messages each. Every report is recorded with its time. */
function setScene(answerOf: (seq: number) => unknown) {
  const server = new ModelServer();
  for (const id of ids) {
    server.open(id);
    for (const message of ["first", "second"]) server.send(id, false, 1, `${message} of ${id}`);
  }
  const store = createEngineStore(emptyState(me));
  store.dispatch({ type: "rows", conversations: server.list({}, ids.length, null).items });
  const said: { id: string; seq: number; atMs: number }[] = [];
  const call = async (_name: string, { conversationId, seq }: { conversationId: string; seq: number }) => {
    said.push({ id: conversationId, seq, atMs: performance.now() });
    return answerOf(seq);
  };
  const context = contextOf(store, call);
  const watermarks = new Watermarks(context);
  watermarks.start();
  return { watermarks, said };
}

const done = (seq: number) => ({ ok: true, data: { readSeq: seq, deliveredSeq: seq } });
const busy = () => ({ ok: false, error: { code: "unavailable", message: "Not now." } });

it("keeps its rate, even when many conversations are read in quick succession", async () => {
  const { watermarks, said } = setScene(done);
  for (const id of ids) {
    watermarks.read(id, 1);
    await vi.advanceTimersByTimeAsync(1);
  }
  await vi.advanceTimersByTimeAsync(10_000);
  expect(said).toHaveLength(ids.length);
  const pausesMs = said.slice(1).map(({ atMs }, index) => atMs - (said[index]?.atMs ?? 0));
  expect(Math.min(...pausesMs)).toBeGreaterThanOrEqual(80);
});

it("continues after the clock was set back", async () => {
  const { watermarks, said } = setScene(done);
  const [id = ""] = ids;
  watermarks.read(id, 1);
  await vi.advanceTimersByTimeAsync(100);
  vi.setSystemTime(Date.now() - 86_400_000);
  watermarks.read(id, 2);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(said.map(({ seq }) => seq)).toEqual([1, 2]);
});

it("backs off further after each failure", async () => {
  const { watermarks, said } = setScene(busy);
  watermarks.read(ids[0] ?? "", 1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(said.length).toBeGreaterThan(5);
  expect(said.length).toBeLessThan(15);
});
