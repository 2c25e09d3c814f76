// Live delivery side by side: a bare relay, the ordinary design, and Parley, on one machine in one run.
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";
import { signToken } from "../../../lib/domain/session/token";
import { use } from "../../../lib/server/slot";
import { makeStormScene } from "../../helpers/storm-scene";
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
  /** Whether acknowledged messages must be in the database. */
  isStored: boolean;
};

const parts: Record<string, (contenders: readonly Contender[]) => Promise<Result[]>> = {
  throughput,
  latency,
  memory,
  storm: reconnectStorm,
};

/** BENCH_PARTS selects some of the parts, such as `latency,memory`. */
const chosen = process.env.BENCH_PARTS?.split(",") ?? Object.keys(parts);

export async function benchLive(): Promise<Result[]> {
  return withBenchDatabase(async ({ connection }) => {
    const scene = await makeBenchScene({ pairs });
    const contenders = await contendersFor(scene, connection);
    const results: Result[] = [];
    for (const part of chosen) {
      const measure = parts[part];
      if (!measure) throw new Error(`There is no part ${part}: ${Object.keys(parts).join(", ")}.`);
      results.push(...(await measure(contenders)));
    }
    return results;
  });
}

async function throughput(contenders: readonly Contender[]): Promise<Result[]> {
  const results: Result[] = [];
  const closed: number[] = [];
  for (const contender of contenders) closed.push(await rateOf(contender, results));
  const [relay = 0, ordinary = 0, parley = 0] = closed;
  results.push(ratio("live: Parley / ordinary design", parley / ordinary, { atLeast: 6 }));
  results.push(ratio("live: Parley / bare relay", parley / relay, { atLeast: 0.15 }));
  return results;
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

async function rateOf(contender: Contender, results: Result[]): Promise<number> {
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
      // One client that connects and disconnects warms up the first connection.
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

/** New users, because one user has twenty connections at most. */
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

async function reconnectStorm(contenders: readonly Contender[]): Promise<Result[]> {
  const contender = contenders.find(({ name }) => name === "Parley");
  if (!contender) return [];
  const scene = await makeStormScene(stormClients);
  const tokens = await signIn(scene.map(({ userId }) => userId));
  const clients = scene.map(({ userId, conversationIds }) => ({
    token: tokens.get(userId) ?? "",
    conversationIds,
  }));
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
