// Postgres dies under load, and Postgres hangs for fifteen seconds.
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { limits } from "../../lib/contract/limits";
import { Wire } from "../bench/live/wire";
import { tokenOf } from "../helpers/api";
import { Node } from "../helpers/cluster";
import { readMetrics } from "../helpers/metrics";
import { makeScene } from "../helpers/people";
import { build, buildTimeoutMs } from "../helpers/server-process";
import { until } from "../helpers/until";
import { expectNothingRefused, expectSound, makeCast, startLoad } from "./support/cast";
import { effort } from "./support/effort";
import { ownPostgres } from "./support/own-postgres";

const postgres = ownPostgres();
const node = new Node(postgres, { PARLEY_RATE_LIMITS: "off" });
const urls = () => [node.url];

beforeAll(async () => {
  await build();
  await node.start();
}, buildTimeoutMs);
afterAll(() => node.stop());

const health = async () => {
  const startedAt = performance.now();
  const { status } = await fetch(`${node.url}/api/health`);
  return { status, ms: performance.now() - startedAt };
};
const ready = async () => (await fetch(`${node.url}/api/ready`)).status;

async function metric(name: string, labels: Record<string, string> = {}): Promise<number> {
  const samples = readMetrics(await (await fetch(`${node.url}/metrics`)).text());
  const fits = (own: Record<string, string>) =>
    Object.entries(labels).every(([key, value]) => own[key] === value);
  return samples.find((sample) => sample.name === name && fits(sample.labels))?.value ?? 0;
}

describe("Postgres that dies under load", () => {
  /** A database that ends more often than this within a minute is not restarted, because something is wrong with it. */
  const times = effort(2, 5);

  it(`${times} times is survived by the same process without losing a message`, async () => {
    const { pid } = node;
    const cast = await makeCast({ urls, pairs: 3 });
    const load = startLoad(cast, 2);
    for (let time = 0; time < times; time++) {
      const enough = load.acknowledged + 100;
      await until("more messages", () => load.acknowledged > enough, 30_000);
      await postgres.crash();
      expect((await health()).status).toBe(200);
      await until("the database", async () => (await ready()) === 200, 30_000);
    }
    await load.stop();
    const codes = new Set(cast.clients.flatMap(({ retried }) => retried));
    expect([...codes].filter((code) => code !== "unavailable")).toEqual([]);
    expectNothingRefused(cast);
    await expectSound(cast);
    expect(node.pid).toBe(pid);
  }, 200_000);
});

describe("Postgres that hangs", () => {
  const stallMs = 15_000;
  /** This many connections each send as much at once as the limits allow. */
  const senders = effort(30, 220);

  it("leaves the process answering at once, with a bounded queue and typed errors", async () => {
    const cast = await makeCast({ urls, pairs: 2 });
    const load = startLoad(cast, 5);
    const scene = await makeScene();
    const crowd: Wire[] = [];
    onTestFinished(() => {
      for (const wire of crowd) wire.close();
    });
    const others = await Promise.all(Array.from({ length: Math.ceil(senders / 20) }, () => makeScene()));
    for (let index = 0; index < senders; index++) {
      const { customer } = others[index % others.length] ?? scene;
      crowd.push(await Wire.connect({ url: node.url, token: tokenOf(customer), onEvent: () => {} }));
    }
    await until("some messages", () => load.acknowledged > 50);
    await postgres.hang();
    onTestFinished(() => postgres.wake());
    const hungAt = performance.now();

    const answers: string[] = [];
    const asked = crowd.flatMap((wire, index) =>
      Array.from({ length: limits.commandsInFlight + 5 }, async (_, count) => {
        const { conversation } = others[index % others.length] ?? scene;
        const id = crypto.randomUUID();
        const input = { id, conversationId: conversation.id, text: `${index} ${count}` };
        answers.push(await wire.request("message:send", input));
      }),
    );
    let slowestMs = 0;
    while (performance.now() - hungAt < stallMs) {
      const { status, ms } = await health();
      expect(status).toBe(200);
      slowestMs = Math.max(slowestMs, ms);
      const depth = await metric("parley_queue_depth", { queue: "messages" });
      expect(depth).toBeLessThanOrEqual(limits.sendQueue);
      await new Promise((done) => setTimeout(done, 250));
    }
    expect(slowestMs).toBeLessThan(2_000);
    // Requests above the limit of a connection or of the queue fail at once. The others fail when they time out.
    const codes = new Set(answers.map((raw) => /"code":"(\w+)"/.exec(raw)?.[1]));
    expect([...codes].sort()).toEqual(["rate_limited", "unavailable"]);
    const hinted = answers.filter((raw) => /"retryAfterMs":\d+/.test(raw));
    expect(hinted.length).toBe(answers.length);

    postgres.wake();
    await Promise.all(asked);
    await until("the database", async () => (await ready()) === 200, 30_000);
    await load.stop();
    expectNothingRefused(cast);
    await expectSound(cast);
    expect(node.errors.filter((line) => !/unavailable|database/.test(line))).toEqual([]);
  }, 120_000);
});
