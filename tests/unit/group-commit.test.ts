import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { groupCommit } from "../../lib/server/db/group-commit";

type Item = { name: string; lane: string; key?: string; after?: string };
type Batch = {
  names: string[];
  finish: (outcomes?: (string | Error)[]) => void;
  fail: (error: Error) => void;
};

const bounds = { maxInFlight: 1, maxBatch: 100, maxQueue: 1_000, timeoutMs: 10_000 };

/** A queue whose batches wait until the test ends them. */
function makeQueue(options: Partial<typeof bounds> = {}) {
  const batches: Batch[] = [];
  const queue = groupCommit<Item, string>({
    ...bounds,
    ...options,
    lane: ({ lane }) => lane,
    key: ({ name, key = name }) => key,
    after: ({ after = null }) => after,
    commit: (items) =>
      new Promise((resolve, reject) => {
        const names = items.map(({ name }) => name);
        batches.push({
          names,
          finish: (outcomes = names.map((name) => `${name} stored`)) => resolve(outcomes),
          fail: reject,
        });
      }),
  });
  const add = (name: string, lane = "one", rest: Partial<Item> = {}) => queue.add({ name, lane, ...rest });
  return { queue, batches, add };
}

const turn = () => new Promise((done) => setImmediate(done));
const namesOf = (batches: readonly Batch[]) => batches.map(({ names }) => names);

async function finishAll(batches: readonly Batch[]): Promise<void> {
  for (let index = 0; index < batches.length; index++) {
    batches[index]?.finish();
    await turn();
    await turn();
  }
}

describe("a group commit", () => {
  it("adds no wait while it is idle: a batch starts in the next turn of the event loop", async () => {
    const { batches, add } = makeQueue();
    void add("a");
    expect(batches.length).toBe(0);
    await turn();
    expect(namesOf(batches)).toEqual([["a"]]);
  });

  it("collects new items while a batch is being committed", async () => {
    const { batches, add, queue } = makeQueue();
    const first = add("a");
    await turn();
    const later = [add("b"), add("c", "two")];
    await turn();
    expect([namesOf(batches), queue.depth]).toEqual([[["a"]], 2]);
    batches[0]?.finish();
    expect(await first).toBe("a stored");
    await turn();
    expect([namesOf(batches), queue.depth]).toEqual([[["a"], ["b", "c"]], 0]);
    batches[1]?.finish();
    expect(await Promise.all(later)).toEqual(["b stored", "c stored"]);
  });

  it("never has a lane in two batches at once, while other lanes continue", async () => {
    const { batches, add } = makeQueue({ maxInFlight: 2 });
    const all = [add("a1", "a")];
    await turn();
    all.push(add("a2", "a"), add("b1", "b"), add("a3", "a"));
    await turn();
    expect(namesOf(batches)).toEqual([["a1"], ["b1"]]);
    batches[0]?.finish();
    await turn();
    await turn();
    expect(namesOf(batches)).toEqual([["a1"], ["b1"], ["a2", "a3"]]);
    await finishAll(batches);
    await Promise.all(all);
  });

  it("puts items with one key into different batches, and later items of their lane after them", async () => {
    const { batches, add } = makeQueue();
    const all = [add("a", "one"), add("a again", "one", { key: "a" }), add("b", "one"), add("c", "two")];
    await turn();
    await finishAll(batches);
    expect(namesOf(batches)).toEqual([
      ["a", "c"],
      ["a again", "b"],
    ]);
    await Promise.all(all);
  });

  it("puts an item into a later batch than the item it depends on", async () => {
    const { batches, add } = makeQueue();
    const all = [
      add("quoted"),
      add("quote", "one", { after: "quoted" }),
      add("other quote", "one", { after: "elsewhere" }),
    ];
    await turn();
    await finishAll(batches);
    expect(namesOf(batches)).toEqual([["quoted"], ["quote", "other quote"]]);
    await Promise.all(all);
  });

  it("respects the maximum size of a batch", async () => {
    const { batches, add } = makeQueue({ maxBatch: 2 });
    const all = ["a", "b", "c", "d", "e"].map((name) => add(name));
    await turn();
    await finishAll(batches);
    expect(namesOf(batches)).toEqual([["a", "b"], ["c", "d"], ["e"]]);
    await Promise.all(all);
  });

  it("lets one bad item fail alone", async () => {
    const { batches, add } = makeQueue();
    const all = Promise.allSettled([add("a"), add("bad"), add("c")]);
    await turn();
    batches[0]?.finish(["a stored", new Error("bad"), "c stored"]);
    expect(await all).toEqual([
      { status: "fulfilled", value: "a stored" },
      { status: "rejected", reason: new Error("bad") },
      { status: "fulfilled", value: "c stored" },
    ]);
  });

  it("fails an item without a result from the batch", async () => {
    const { batches, add } = makeQueue();
    const all = Promise.allSettled([add("a"), add("b")]);
    await turn();
    batches[0]?.finish(["a stored"]);
    expect((await all).map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  });

  it("fails the items of a failing commit and continues with the next", async () => {
    const { batches, add } = makeQueue();
    const failing = Promise.allSettled([add("a"), add("b")]);
    await turn();
    const waiting = add("c");
    const broken = new Error("connection lost");
    batches[0]?.fail(broken);
    expect(await failing).toEqual([
      { status: "rejected", reason: broken },
      { status: "rejected", reason: broken },
    ]);
    await turn();
    expect(namesOf(batches)).toEqual([["a", "b"], ["c"]]);
    batches[1]?.finish();
    expect(await waiting).toBe("c stored");
  });

  it("refuses items above its queue limit, and accepts more once there is room", async () => {
    const { batches, add } = makeQueue({ maxQueue: 2 });
    const first = add("a");
    await turn();
    const held = [add("b"), add("c")];
    await expect(add("d")).rejects.toMatchObject({ code: "unavailable", retryAfterMs: 1_000 });
    batches[0]?.finish();
    await first;
    await turn();
    const late = add("e");
    await finishAll(batches);
    expect(await Promise.all([...held, late])).toEqual(["b stored", "c stored", "e stored"]);
  });
});

describe("a queue that is stuck", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("times out items that waited too long, but not newer or committing ones", async () => {
    const { batches, add, queue } = makeQueue({ timeoutMs: 2_000 });
    const underWay = add("a");
    await turn();
    const old = add("b").catch((error: unknown) => error);
    vi.advanceTimersByTime(1_000);
    const young = add("c");
    vi.advanceTimersByTime(1_500);
    expect(await old).toMatchObject({ code: "unavailable", retryAfterMs: 1_000 });
    expect(queue.depth).toBe(1);
    batches[0]?.finish();
    expect(await underWay).toBe("a stored");
    await turn();
    batches[1]?.finish();
    expect(await young).toBe("c stored");
    expect(namesOf(batches)).toEqual([["a"], ["c"]]);
  });

  it("needs no timer once it is empty", async () => {
    const { batches, add } = makeQueue();
    const only = add("a");
    await turn();
    batches[0]?.finish();
    await only;
    vi.advanceTimersByTime(1_000);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("any load", () => {
  const item = fc.record({
    lane: fc.nat(3),
    key: fc.nat(6),
    after: fc.option(fc.nat(6)),
    isBad: fc.boolean(),
  });
  const load = fc.record({
    arrivals: fc.array(fc.array(item, { maxLength: 12 }), { maxLength: 8 }),
    maxInFlight: fc.integer({ min: 1, max: 3 }),
    maxBatch: fc.integer({ min: 1, max: 5 }),
  });

  it("is committed in the order of each lane, within the bounds", async () => {
    await fc.assert(
      fc.asyncProperty(load, fc.scheduler(), async ({ arrivals, maxInFlight, maxBatch }, scheduler) => {
        type Load = { ord: number; lane: number; key: number; after: number | null; isBad: boolean };
        const underWay = new Map<number, symbol>();
        const committed: Load[] = [];
        let inFlight = 0;
        const queue = groupCommit<Load, number>({
          ...bounds,
          maxInFlight,
          maxBatch,
          lane: ({ lane }) => `${lane}`,
          key: ({ key }) => `${key}`,
          after: ({ after }) => (after === null ? null : `${after}`),
          async commit(items) {
            const batch = Symbol();
            inFlight++;
            expect(inFlight).toBeLessThanOrEqual(maxInFlight);
            expect(items.length).toBeLessThanOrEqual(maxBatch);
            expect(new Set(items.map(({ key }) => key)).size).toBe(items.length);
            for (const [index, { lane, after }] of items.entries()) {
              expect(underWay.get(lane) ?? batch).toBe(batch);
              underWay.set(lane, batch);
              expect(items.slice(0, index).map(({ key }) => key)).not.toContain(after);
            }
            committed.push(...items);
            await scheduler.schedule(Promise.resolve());
            for (const { lane } of items) underWay.delete(lane);
            inFlight--;
            return items.map(({ ord, isBad }) => (isBad ? new Error(`${ord}`) : ord));
          },
        });
        const answers: Promise<unknown>[] = [];
        for (const arrival of arrivals) {
          for (const each of arrival) {
            const ord = answers.length;
            const answer = queue.add({ ...each, ord });
            answers.push(
              each.isBad ? expect(answer).rejects.toThrow(`${ord}`) : expect(answer).resolves.toBe(ord),
            );
          }
          await turn();
        }
        for (let left = answers.length * 2; left > 0 && (queue.depth > 0 || inFlight > 0); left--) {
          await scheduler.waitIdle();
          await turn();
        }
        await Promise.all(answers);
        expect(committed.length).toBe(answers.length);
        for (const lane of [0, 1, 2, 3]) {
          const order = committed.filter((each) => each.lane === lane).map(({ ord }) => ord);
          expect(order).toEqual([...order].sort((a, b) => a - b));
        }
      }),
      { numRuns: 150 },
    );
  });
});
