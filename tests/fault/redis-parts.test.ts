// The parts between Parley and Redis (REDIS_URL), one by one: bounds, timeouts, and limits shared by all nodes.
import { randomUUID } from "node:crypto";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { memoryLimiter } from "../../lib/server/limiter";
import { RedisLink, RedisUnavailable } from "../../lib/server/redis/connect";
import { RedisElsewhere } from "../../lib/server/redis/elsewhere";
import { nodeId, roomsOf, syncEntry } from "../../lib/server/redis/entry";
import { sharedLimiter } from "../../lib/server/redis/limiter";
import { farewellScript } from "../../lib/server/redis/presence-scripts";
import { maxEntries, Publisher, streamName } from "../../lib/server/redis/publisher";
import { Reader } from "../../lib/server/redis/reader";
import { canRun } from "../helpers/cluster";
import { TestRedis } from "../helpers/redis";
import { until } from "../helpers/until";

const log = pino({ level: "silent" });
const links: RedisLink[] = [];
let redis: TestRedis;

function makeLink(): RedisLink {
  const link = new RedisLink(redis.url, log);
  links.push(link);
  return link;
}

function fact(room: string, text: string, uid = "another node", more = {}) {
  const packet = { type: 2, data: ["message:sent", { text, ...more }], nsp: "/" };
  const data = JSON.stringify({ packet, opts: { rooms: [room], except: [], flags: {} } });
  return { uid, nsp: "/", type: "3", data };
}

beforeAll(async () => {
  if (!canRun) return;
  redis = await TestRedis.make();
  await redis.start();
});

afterAll(async () => {
  for (const link of links) link.close();
  await redis?.remove();
});

describe.skipIf(!canRun)("a link", () => {
  it("refuses at once without a server, and connects when there is one", async () => {
    await redis.kill();
    const link = makeLink();
    await link.open();
    expect(link.isUp).toBe(false);
    const startedAt = performance.now();
    await expect(link.ask((client) => client.ping())).rejects.toThrow(RedisUnavailable);
    expect(performance.now() - startedAt).toBeLessThan(20);
    await redis.start();
    await until("the link", () => link.isUp);
    expect(await link.ask((client) => client.ping())).toBe("PONG");
  });

  it("does not wait for a hanging server, and closes the connection", async () => {
    const link = makeLink();
    await link.open();
    redis.hang();
    const startedAt = performance.now();
    await expect(link.ask((client) => client.ping())).rejects.toThrow(RedisUnavailable);
    expect(performance.now() - startedAt).toBeLessThan(500);
    const againAt = performance.now();
    await expect(link.ask((client) => client.ping())).rejects.toThrow(RedisUnavailable);
    expect(performance.now() - againAt).toBeLessThan(20);
    await until("the link to be given up", () => !link.isUp);
    redis.wake();
    await until("the link", () => link.isUp);
  });
});

describe.skipIf(!canRun)("shared limits", () => {
  const rate = { perSecond: 10, burst: 4 };

  async function makeLimiters() {
    const made = [makeLink(), makeLink()];
    await Promise.all(made.map((link) => link.open()));
    return made.map((link) => sharedLimiter(link, memoryLimiter()));
  }

  /** The number of scripts that Redis has run by their hash. */
  async function calls(): Promise<number> {
    const [, count = "0"] =
      /cmdstat_evalsha:calls=(\d+)/.exec(String(await redis.ask("INFO", "commandstats"))) ?? [];
    return Number(count);
  }

  it("allow one burst over all nodes together, and say how long to wait", async () => {
    const [one, other] = await makeLimiters();
    const key = randomUUID();
    const waits = [];
    for (let count = 0; count < 4; count++) waits.push(await (count % 2 ? one : other)?.take(key, rate));
    expect(waits).toEqual([0, 0, 0, 0]);
    const waitMs = Number(await one?.take(key, rate));
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual(100);
    expect(Number(await other?.take(key, rate))).toBeGreaterThan(0);
    await until("the refill", async () => (await other?.take(key, rate)) === 0);
  });

  it("take from the rate and from its total in one round trip, from both or from neither", async () => {
    const [one, other] = await makeLimiters();
    const total = { key: randomUUID(), rate: { perSecond: 0.1, burst: 3 } };
    const keys = Array.from({ length: 4 }, () => randomUUID());
    const take = (limiter: typeof one, key = "") => limiter?.take(key, rate, total);
    expect(await take(one, keys[0])).toBe(0);
    expect(await take(other, keys[1])).toBe(0);
    const before = await calls();
    expect(await take(one, keys[2])).toBe(0);
    expect(await calls()).toBe(before + 1);
    expect(Number(await take(other, keys[3]))).toBeGreaterThan(1_000);
    expect(await redis.ask("EXISTS", `parley:rate:${keys[3]}`)).toBe(0);
    expect(await redis.ask("EXISTS", `parley:rate:${total.key}`)).toBe(1);
  });

  it("return a token to every node, and leave no keys behind", async () => {
    const [one, other] = await makeLimiters();
    const [key, slow] = [randomUUID(), { perSecond: 0.01, burst: 4 }];
    for (let count = 0; count < 4; count++) expect(await one?.take(key, slow)).toBe(0);
    expect(Number(await other?.take(key, slow))).toBeGreaterThan(0);
    await one?.giveBack(key, slow);
    expect(await other?.take(key, slow)).toBe(0);
    expect(Number(await one?.take(key, slow))).toBeGreaterThan(0);
    for (const name of (await redis.ask("KEYS", "parley:*")) as string[])
      expect(Number(await redis.ask("PTTL", name)), name).toBeGreaterThan(0);
    for (let count = 0; count < 8; count++) await other?.giveBack(key, slow);
    expect(await redis.ask("KEYS", `parley:rate:${key}`)).toEqual([]);
  });

  it("count failures over all nodes, clear them, and leave no keys behind", async () => {
    const [one, other] = await makeLimiters();
    const key = randomUUID();
    const counts = await Promise.all(
      Array.from({ length: 10 }, (_, index) => (index % 2 ? one : other)?.countFailure(key, 60_000)),
    );
    expect(counts.map((each) => each?.count).sort((a = 0, b = 0) => a - b)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
    ]);
    expect(await one?.lockedForMs(key, 11)).toBe(0);
    expect(Number(await other?.lockedForMs(key, 10))).toBeGreaterThan(50_000);
    for (const name of (await redis.ask("KEYS", "parley:*")) as string[])
      expect(Number(await redis.ask("PTTL", name)), name).toBeGreaterThan(0);
    await other?.forgetFailures(key);
    expect(await one?.lockedForMs(key, 1)).toBe(0);
  });

  it("are kept by each node for itself while Redis hangs", async () => {
    const [one] = await makeLimiters();
    const key = randomUUID();
    redis.hang();
    const startedAt = performance.now();
    const waits = [];
    for (let count = 0; count < 6; count++) waits.push(await one?.take(key, { perSecond: 0.1, burst: 4 }));
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(waits.slice(0, 4)).toEqual([0, 0, 0, 0]);
    expect(waits.slice(4).every((waitMs) => Number(waitMs) > 0)).toBe(true);
    expect((await one?.countFailure(key, 60_000))?.count).toBe(1);
    expect(Number(await one?.lockedForMs(key, 1))).toBeGreaterThan(0);
    redis.wake();
  });
});

describe.skipIf(!canRun)("a node that stopped sending", () => {
  it("may have left facts unpublished, so all clients sync; a node that said farewell has published them", async () => {
    let lost = 0;
    const link = makeLink();
    const elsewhere = new RedisElsewhere(link, log, () => void lost++);
    link.follow(elsewhere);
    await link.open();
    const nothing = () => {};
    elsewhere.begin({
      here: new Map(),
      watched: () => [],
      changed: nothing,
      show: nothing,
      surplus: nothing,
    });
    const nodes = "parley:presence:nodes";
    await link.ask((client) => farewellScript.run(client, [], ["leaving", "60000"]));
    await until(
      "the one that left to be cleared up after",
      async () => (await redis.ask("ZSCORE", nodes, "leaving")) === null,
      15_000,
    );
    expect(lost).toBe(0);
    await redis.ask("ZADD", nodes, "1", "silent");
    await until("word of the one that fell silent", () => lost > 0);
    await until("its end", async () => (await redis.ask("ZSCORE", nodes, "silent")) === null);
    expect(lost).toBe(1);
    await elsewhere.end();
  });
});

describe.skipIf(!canRun)("what nodes tell each other", () => {
  const firstEntries = async (count: number) =>
    (await redis.ask("XREVRANGE", streamName, "+", "-", "COUNT", String(count))) as [string, string[]][];
  const fieldsOf = ([, flat]: [string, string[]]) =>
    Object.fromEntries(flat.flatMap((name, index) => (index % 2 ? [] : [[name, flat[index + 1]]])));

  it("is bounded in memory and does not block while the link is down, and clients sync afterwards", async () => {
    const link = makeLink();
    const publisher = new Publisher(link, log);
    await link.open();
    redis.hang();
    const text = "x".repeat(10_000);
    global.gc?.();
    const before = process.memoryUsage().rss;
    const startedAt = performance.now();
    for (let count = 0; count < 30_000; count++) publisher.tell(fact(`user:${count % 700}`, text));
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    await until("the link to be given up", () => !link.isUp);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
    redis.wake();
    const madeUp = new Set<string>();
    await until("word to everyone concerned", async () => {
      for (const entry of await firstEntries(10)) {
        const { data = "", type = "", uid = "", nsp = "" } = fieldsOf(entry);
        if (!data.includes('"sync:required"')) continue;
        expect(uid).toBe(nodeId);
        for (const room of roomsOf({ uid, nsp, type, data }) ?? []) madeUp.add(room);
      }
      return madeUp.size === 700;
    });
    publisher.stop();
  });

  it("is read from the moment the link began, and skips entries without a receiver on this node", async () => {
    await redis.ask("XADD", streamName, "*", ...Object.entries(fact("user:ann", "before")).flat());
    let gaps = 0;
    const onGap = () => void gaps++;
    const reader = new Reader({ onGap, hasRoom: (room) => room === "user:ann" });
    const link = makeLink();
    link.follow(reader);
    await link.open();
    const entries = [
      fact("user:bob", "for somebody elsewhere", "another node", { opts: { rooms: ["user:ann"] } }),
      fact("user:ann", "own words", nodeId),
      fact("user:ann", 'with "opts":{"rooms":["user:bob"]} in it'),
      syncEntry([]),
      { ...syncEntry([]), uid: "another node" },
    ];
    await redis.ask("XADD", streamName, "*", "something", "else");
    for (const entry of entries) await redis.ask("XADD", streamName, "*", ...Object.entries(entry).flat());
    const read = [];
    while (read.length < 2) read.push(...(await reader.read()));
    expect(read.map(({ message }) => message)).toEqual([entries[2], entries[4]]);
    expect(gaps).toBe(0);
  });

  it("is bounded, and a reader that is too far behind learns so", async () => {
    let gaps = 0;
    const onGap = () => void gaps++;
    const reader = new Reader({ onGap, hasRoom: () => true });
    const link = makeLink();
    link.follow(reader);
    await link.open();
    await redis.ask("XADD", streamName, "*", ...Object.entries(fact("user:ann", "read in time")).flat());
    expect(await reader.read()).toHaveLength(1);
    const other = makeLink();
    await other.open();
    const publisher = new Publisher(other, log);
    for (let count = 0; count < 3 * maxEntries; count++) {
      publisher.tell(fact("user:ann", `${count}`));
      if (count % 1_000 === 0) await other.ask((client) => client.ping(), 5_000);
    }
    await other.ask((client) => client.ping(), 5_000);
    publisher.stop();
    expect(Number(await redis.ask("XLEN", streamName))).toBeLessThan(maxEntries * 1.1);
    expect(gaps).toBe(0);
    await reader.read().catch(() => []);
    expect(gaps).toBe(1);
  });
});
