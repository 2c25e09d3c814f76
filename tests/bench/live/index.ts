// Live delivery, side by side: a bare relay, the ordinary design, and Parley, on one machine in one run.
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";
import { signToken } from "../../../lib/domain/session/token";
import { use } from "../../../lib/server/slot";
import { type BenchScene, makeBenchScene, withBenchDatabase } from "../database";
import { quantile, type Result, ratio } from "../report";
import type { Measured, Pair } from "./generator";
import {
  cpuSeconds,
  Generator,
  type RunningServer,
  residentBytes,
  startAnchor,
  startParley,
} from "./processes";

const pairs = 100;
const window = 4;
const seconds = Number(process.env.BENCH_SECONDS ?? 8);
const idleConnections = Number(process.env.BENCH_CONNECTIONS ?? 10_000);
const openLoopPerSecond = 1_000;
const settleMs = 3_000;
const secret = "a secret for one benchmark, known to nobody else";

type Contender = {
  name: string;
  start: () => Promise<RunningServer>;
  pairs: Pair[];
  /** Whether what was acknowledged has to be in the database. */
  isStored: boolean;
};

export async function benchLive(): Promise<Result[]> {
  return withBenchDatabase(async ({ connection }) => {
    const scene = await makeBenchScene({ pairs });
    const contenders = await contendersFor(scene, connection);
    const results: Result[] = [];
    const closed = new Map<string, number>();
    for (const contender of contenders) closed.set(contender.name, await throughput(contender, results));
    const [relay = 0, ordinary = 0, parley = 0] = contenders.map(({ name }) => closed.get(name) ?? 0);
    results.push(ratio("live: Parley / ordinary design", parley / ordinary, { atLeast: 6 }));
    results.push(ratio("live: Parley / bare relay", parley / relay, { atLeast: 0.15 }));
    results.push(...(await latency(contenders)));
    results.push(...(await memory(contenders)));
    results.push(...(await reconnectStorm(contenders)));
    return results;
  });
}

async function contendersFor(scene: BenchScene, connection: pg.PoolConfig): Promise<Contender[]> {
  const anchored: Pair[] = scene.conversations.map(({ id, customerId, sellerId }) => ({
    conversationId: id,
    customerToken: `${customerId} ${id}`,
    sellerToken: `${sellerId} ${id}`,
  }));
  const people = scene.conversations.flatMap(({ customerId, sellerId }) => [customerId, sellerId]);
  const tokens = await signIn(people);
  const own: Pair[] = scene.conversations.map(({ id, customerId, sellerId }) => ({
    conversationId: id,
    customerToken: tokens.get(customerId) ?? "",
    sellerToken: tokens.get(sellerId) ?? "",
  }));
  return [
    { name: "bare relay", start: () => startAnchor("relay", connection), pairs: anchored, isStored: false },
    {
      name: "ordinary design",
      start: () => startAnchor("ordinary", connection),
      pairs: anchored,
      isStored: true,
    },
    { name: "Parley", start: () => startParley(connection, secret), pairs: own, isStored: true },
  ];
}

async function signIn(userIds: readonly string[]): Promise<Map<string, string>> {
  const expiresAt = new Date(Date.now() + 3_600_000);
  const sessions = userIds.map((userId) => ({ id: randomUUID(), userId, kind: "TOKEN" as const, expiresAt }));
  await use("database").prisma.session.createMany({ data: sessions });
  return new Map(sessions.map(({ id, userId }) => [userId, signToken(id, secret)]));
}

async function withServer<T>(
  { start }: Contender,
  work: (server: RunningServer, generator: Generator) => Promise<T>,
): Promise<T> {
  const server = await start();
  const generator = await Generator.start();
  try {
    return await work(server, generator);
  } finally {
    await generator.stop();
    await server.stop();
  }
}

async function throughput(contender: Contender, results: Result[]): Promise<number> {
  const { name, pairs: all, isStored } = contender;
  return withServer(contender, async ({ url, pid }, generator) => {
    const cpuBefore = cpuSeconds(pid);
    const measured = await generator.run<Measured>({ kind: "closed", url, pairs: all, seconds, window });
    const serverCpu = (cpuSeconds(pid) - cpuBefore) / seconds;
    await check(name, measured, isStored);
    const rate = measured.acked.length / measured.seconds;
    results.push({ name: `live: ${name}, closed loop`, value: rate, unit: "messages/s" });
    console.log(
      `  ${name}: server ${serverCpu.toFixed(2)} cores, generator ${(measured.cpuSeconds / seconds).toFixed(2)}`,
    );
    return rate;
  });
}

/** A rate counts only if every acknowledged message was delivered exactly once, and stored where that is promised. */
async function check(
  name: string,
  { acked, delivered, deliveries, failed }: Measured,
  isStored: boolean,
): Promise<void> {
  if (delivered !== acked.length || deliveries !== delivered || failed > 0)
    throw new Error(
      `${name}: ${acked.length} acknowledged, ${delivered} delivered ${deliveries} times, ${failed} failed.`,
    );
  if (!isStored) return;
  const { rows } = await use("database").pool.query<{ stored: number }>(
    'SELECT count(*)::int AS stored FROM "Message" WHERE id = ANY ($1::uuid[])',
    [acked],
  );
  if (rows[0]?.stored !== acked.length)
    throw new Error(`${name}: ${rows[0]?.stored} of ${acked.length} stored.`);
}

async function latency(contenders: readonly Contender[]): Promise<Result[]> {
  const results: Result[] = [];
  const found = new Map<string, { median: number; p99: number }>();
  for (const contender of contenders) {
    const measured = await withServer(contender, ({ url }, generator) =>
      generator.run<Measured>({
        kind: "open",
        url,
        pairs: contender.pairs,
        seconds,
        perSecond: openLoopPerSecond,
      }),
    );
    const [median, p99] = [quantile(measured.latenciesMs, 0.5), quantile(measured.latenciesMs, 0.99)];
    found.set(contender.name, { median, p99 });
    results.push({ name: `live: ${contender.name}, 1,000/s, median`, value: median, unit: "ms" });
    results.push({ name: `live: ${contender.name}, 1,000/s, 99th percentile`, value: p99, unit: "ms" });
  }
  const [relay, parley] = [found.get("bare relay"), found.get("Parley")];
  if (!relay || !parley) return results;
  results.push(ratio("live: median, Parley / bare relay", parley.median / relay.median, { atMost: 3 }));
  results.push(ratio("live: 99th percentile, Parley / bare relay", parley.p99 / relay.p99, { atMost: 5 }));
  return results;
}

async function memory(contenders: readonly Contender[]): Promise<Result[]> {
  const results: Result[] = [];
  const perConnection = new Map<string, number>();
  for (const contender of contenders) {
    if (contender.name === "ordinary design") continue;
    const tokens = contender.pairs.flatMap(({ customerToken, sellerToken }) => [customerToken, sellerToken]);
    const many = await tokensFor(contender, tokens);
    await withServer(contender, async ({ url, pid }, generator) => {
      // One client that comes and goes warms up what the first connection costs.
      await generator.run({ kind: "idle", url, tokens: many.slice(0, 1) });
      await delay(settleMs);
      const before = residentBytes(pid);
      await generator.run({ kind: "idle", url, tokens: many });
      await delay(settleMs);
      const held = residentBytes(pid);
      await generator.run({ kind: "leave" });
      await delay(settleMs * 4);
      const after = residentBytes(pid);
      const bytes = (held - before) / many.length;
      perConnection.set(contender.name, bytes);
      const { name } = contender;
      results.push({ name: `live: ${name}, memory a connection`, value: bytes / 1024, unit: "KiB" });
      const goal = name === "Parley" ? { atMost: 1.1 } : undefined;
      results.push({
        name: `live: ${name}, memory after they left / before`,
        value: after / before,
        unit: "x",
        goal,
      });
    });
  }
  const [relay = 1, parley = 0] = [perConnection.get("bare relay"), perConnection.get("Parley")];
  results.push(ratio("live: memory a connection, Parley / bare relay", parley / relay, { atMost: 1.5 }));
  return results;
}

/** People of their own, for a person has twenty connections at most. */
async function tokensFor({ name }: Contender, anchored: readonly string[]): Promise<string[]> {
  if (name !== "Parley")
    return Array.from({ length: idleConnections }, (_, index) => anchored[index % anchored.length] ?? "");
  const ids = Array.from({ length: idleConnections }, () => randomUUID());
  await use("database").prisma.user.createMany({
    data: ids.map((id) => ({ id, role: "CUSTOMER" as const, name: "Idle" })),
    skipDuplicates: true,
  });
  return [...(await signIn(ids)).values()];
}

const stormClients = 2_000;
const conversationsEach = 20;

async function reconnectStorm(contenders: readonly Contender[]): Promise<Result[]> {
  const contender = contenders.find(({ name }) => name === "Parley");
  if (!contender) return [];
  const clients = await stormScene();
  const outcome = await withServer(contender, ({ url }, generator) =>
    generator.run<{ seconds: number; synced: number; failed: number }>({ kind: "storm", url, clients }),
  );
  if (outcome.failed > 0) throw new Error(`Reconnect storm: ${outcome.failed} clients met an error.`);
  return [
    {
      name: `live: ${stormClients} clients reconnect and sync`,
      value: outcome.seconds,
      unit: "s",
      goal: { atMost: 20 },
    },
  ];
}

/** Customers with twenty conversations each, with some messages in them, all with a few hundred sellers. */
async function stormScene(): Promise<{ token: string; conversationIds: string[] }[]> {
  const { pool } = use("database");
  const sellers = 200;
  await pool.query({ text: stormSql, values: [stormClients, sellers, conversationsEach] });
  const { rows } = await pool.query<{ userId: string; ids: string[] }>(
    `SELECT "userId", array_agg("conversationId"::text) AS ids FROM "Member" m JOIN "User" u ON u.id = m."userId"
      WHERE u.name LIKE 'Storm customer%' GROUP BY "userId"`,
  );
  const tokens = await signIn(rows.map(({ userId }) => userId));
  return rows.map(({ userId, ids }) => ({ token: tokens.get(userId) ?? "", conversationIds: ids }));
}

const stormSql = `
WITH customers AS (
  INSERT INTO "User" (id, role, name) SELECT gen_random_uuid(), 'CUSTOMER', 'Storm customer ' || n
    FROM generate_series(1, $1) n RETURNING id
), sellers AS (
  INSERT INTO "User" (id, role, name) SELECT gen_random_uuid(), 'SELLER', 'Storm seller ' || n
    FROM generate_series(1, $2) n RETURNING id
), c AS (SELECT id, row_number() OVER () AS n FROM customers), s AS (SELECT id, row_number() OVER () AS n FROM sellers),
conversations AS (
  INSERT INTO "Conversation" (id, "customerId", "sellerId", snapshot, seq, rev, "lastMessageAt", "lastPreview", "lastType")
  SELECT gen_random_uuid(), c.id, s.id, '{"kind":"direct","id":null,"title":null,"priceMinor":null,"currency":null,"photoUrl":null,"status":null}',
         10, 10, now(), 'Hello', 'TEXT'
    FROM c CROSS JOIN generate_series(1, $3) k JOIN s ON s.n = (c.n * 7 + k) % $2 + 1
  RETURNING id, "customerId", "sellerId"
), members AS (
  INSERT INTO "Member" ("conversationId", "userId", role, "lastMessageAt", unread)
  SELECT id, "customerId", 'CUSTOMER'::"SenderRole", now(), 10 FROM conversations
  UNION ALL SELECT id, "sellerId", 'SELLER'::"SenderRole", now(), 0 FROM conversations
)
INSERT INTO "Message" (id, "conversationId", seq, rev, "senderId", "senderRole", type, text)
SELECT gen_random_uuid(), id, n, n, "sellerId", 'SELLER', 'TEXT', 'Hello, is there anything else you would like to know?'
  FROM conversations CROSS JOIN generate_series(1, 10) n`;
