import fc from "fast-check";
import { Histogram, Registry } from "prom-client";
import { afterEach, describe, expect, it } from "vitest";
import { counter, histogram } from "../../lib/server/counters";
import { groupCommit } from "../../lib/server/db/group-commit";
import { observeQueues } from "../../lib/server/db/queue-observer";
import { Metrics } from "../../lib/server/metrics";
import { readMetrics, type Sample } from "../helpers/metrics";

const started: Metrics[] = [];
const pool = { totalCount: 5, idleCount: 2, waitingCount: 7 };

function makeMetrics(): Metrics {
  const metrics = new Metrics({ pools: () => ({ main: pool }) });
  started.push(metrics);
  return metrics;
}

afterEach(() => {
  for (const metrics of started.splice(0)) metrics.stop();
});

const read = async (metrics: Metrics) => readMetrics(await metrics.text());
const named = (samples: Sample[], name: string) => samples.filter((sample) => sample.name === name);

describe("a metric family", () => {
  it("writes a histogram exactly as prom-client does", async () => {
    const bounds = [0.001, 0.01, 0.5, 2];
    const observation = fc.oneof(fc.double({ min: 0, max: 5, noNaN: true }), fc.constantFrom(...bounds));
    await fc.assert(
      fc.asyncProperty(fc.array(observation, { minLength: 1 }), async (observations) => {
        const [theirs, ours] = [new Registry(), new Registry()];
        const named = { name: "parley_test_seconds", help: "Test." };
        const expected = new Histogram({
          ...named,
          labelNames: ["kind"],
          buckets: bounds,
          registers: [theirs],
        });
        const spread = histogram(ours, { ...named, bounds })({ kind: "a" });
        for (const value of observations) {
          expected.observe({ kind: "a" }, value);
          spread.observe(value);
        }
        expect(readMetrics(await ours.metrics())).toEqual(readMetrics(await theirs.metrics()));
        expect(await ours.metrics()).toContain("# TYPE parley_test_seconds histogram");
      }),
      { numRuns: 50 },
    );
  });

  it("counts each series separately", async () => {
    const collection = new Registry();
    const series = counter(collection, { name: "parley_test_total", help: "Test." });
    const [first, second] = [series({ kind: "a" }), series({ kind: "b" })];
    first.inc();
    first.inc();
    second.inc();
    expect(readMetrics(await collection.metrics())).toEqual([
      { name: "parley_test_total", labels: { kind: "a" }, value: 2 },
      { name: "parley_test_total", labels: { kind: "b" }, value: 1 },
    ]);
  });
});

describe("the metrics", () => {
  it("count commands by name, transport and code", async () => {
    const metrics = makeMetrics();
    metrics.command("message:send", "socket", "ok", 0.004);
    metrics.command("message:send", "socket", "ok", 0.004);
    metrics.command("message:send", "socket", "not_found", 0.002);
    metrics.command("message:send", "http", "ok", 0.02);
    const samples = await read(metrics);
    expect(named(samples, "parley_commands_total")).toEqual(
      [
        { labels: { command: "message:send", transport: "socket", code: "ok" }, value: 2 },
        { labels: { command: "message:send", transport: "socket", code: "not_found" }, value: 1 },
        { labels: { command: "message:send", transport: "http", code: "ok" }, value: 1 },
      ].map((sample) => ({ name: "parley_commands_total", ...sample })),
    );
    expect(named(samples, "parley_command_seconds_count").map(({ value }) => value)).toEqual([3, 1]);
  });

  it("use the time of single sends as the time to the acknowledgement", async () => {
    const metrics = makeMetrics();
    metrics.command("message:send", "socket", "ok", 0.004);
    metrics.command("message:send", "socket", "unavailable", 10);
    metrics.command("message:list", "socket", "ok", 1);
    const [http, socket] = named(await read(metrics), "parley_send_to_acknowledge_seconds_sum");
    expect([http?.value, socket?.value]).toEqual([0, 0.004]);
  });

  it("count a client's sync once it has succeeded", async () => {
    const metrics = makeMetrics();
    metrics.command("sync", "socket", "ok", 0.01);
    metrics.command("sync", "socket", "unavailable", 0.01);
    metrics.resyncs.told.inc();
    const values = named(await read(metrics), "parley_resyncs_total").map(({ labels, value }) => [
      labels.kind,
      value,
    ]);
    expect(values).toEqual([
      ["sync", 1],
      ["sync:required", 1],
    ]);
  });

  it("show a queue's depth, and the sizes and durations of its batches", async () => {
    const metrics = makeMetrics();
    const finish: (() => void)[] = [];
    const options = {
      lane: String,
      key: String,
      maxInFlight: 1,
      maxBatch: 2,
      maxQueue: 10,
      timeoutMs: 1_000,
    };
    const makeQueue = (name?: string) =>
      groupCommit<number, number>({
        ...options,
        name,
        commit: (items) => new Promise((done) => finish.push(() => done(items))),
      });
    // Queues named before and after a scrape, and an unnamed one.
    const early = makeQueue("early");
    observeQueues(metrics);
    const late = makeQueue("late");
    const nameless = makeQueue();
    const added = [1, 2, 3].flatMap((item) => [early, late, nameless].map((queue) => queue.add(item)));
    await new Promise((done) => setImmediate(done));
    const depths = named(await read(metrics), "parley_queue_depth");
    expect(depths.map(({ labels, value }) => [labels.queue, value])).toEqual([
      ["early", 1],
      ["late", 1],
    ]);
    while (finish.length > 0) {
      finish.shift()?.();
      await new Promise((done) => setImmediate(done));
    }
    await Promise.all(added);
    const samples = await read(metrics);
    const of = (name: string) => named(samples, name).map(({ labels, value }) => [labels.queue, value]);
    expect(of("parley_batch_size_sum")).toEqual([
      ["early", 3],
      ["late", 3],
    ]);
    expect(of("parley_batch_size_count")).toEqual([
      ["early", 2],
      ["late", 2],
    ]);
    expect(of("parley_batch_seconds_count")).toEqual([
      ["early", 2],
      ["late", 2],
    ]);
    expect(of("parley_queue_depth")).toEqual([
      ["early", 0],
      ["late", 0],
    ]);
  });

  it("show connections, pools and the process at the time of the scrape", async () => {
    const metrics = makeMetrics();
    let connections = 1;
    metrics.connections = () => connections;
    expect(named(await read(metrics), "parley_connections")[0]?.value).toBe(1);
    connections = 2;
    const samples = await read(metrics);
    const values = (name: string) =>
      named(samples, name).map(({ labels, value }) => [labels.state ?? labels.pool, value]);
    expect(named(samples, "parley_connections")[0]?.value).toBe(2);
    expect(values("parley_pool_connections")).toEqual([
      ["idle", 2],
      ["busy", 3],
    ]);
    expect(values("parley_pool_waiting")).toEqual([["main", 7]]);
    expect(named(samples, "parley_process_memory_bytes").map(({ labels }) => labels.kind)).toContain(
      "resident",
    );
    expect(named(samples, "parley_process_cpu_seconds_total")[0]?.value).toBeGreaterThan(0);
  });

  it("report the longest stall of the event loop in each second", async () => {
    const metrics = makeMetrics();
    const secondsAfter = async (count: number) => {
      for (;;) {
        const samples = await read(metrics);
        const [counted] = named(samples, "parley_event_loop_lag_seconds_count");
        const [sum] = named(samples, "parley_event_loop_lag_seconds_sum");
        if ((counted?.value ?? 0) >= count) return sum?.value ?? 0;
        await new Promise((done) => setTimeout(done, 10));
      }
    };
    const startedAtMs = performance.now();
    while (performance.now() - startedAtMs < 600);
    const first = await secondsAfter(1);
    expect(first).toBeGreaterThan(0.55);
    expect((await secondsAfter(2)) - first).toBeLessThan(0.4);
  });

  it("have only one series for undeclared names", async () => {
    const metrics = makeMetrics();
    for (let index = 0; index < 100; index++) metrics.command("unknown", "socket", "invalid_input", 0.001);
    expect(named(await read(metrics), "parley_commands_total")).toHaveLength(1);
  });
});
