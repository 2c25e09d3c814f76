// Reads in a database of millions of messages: a seller with 50,000 conversations compared with one with 50.
import pg from "pg";
import type { Actor } from "../../lib/contract/actor";
import { getUnread } from "../../lib/domain/account/get-unread";
import { listChanges } from "../../lib/domain/conversation/list-changes";
import { listConversations } from "../../lib/domain/conversation/list-conversations";
import { listMessages } from "../../lib/domain/message/list-messages";
import { searchMessages } from "../../lib/domain/search/search-messages";
import { use } from "../../lib/server/slot";
import { seedLoad } from "../../scripts/seed/load";
import { Vocabulary } from "../../scripts/seed/vocabulary";
import { withBenchDatabase } from "./database";
import { quantile, type Result, ratio } from "./report";

const size = {
  conversations: Number(process.env.BENCH_CONVERSATIONS ?? 51_000),
  messages: Number(process.env.BENCH_MESSAGES ?? 5_100_000),
  bigSeller: Number(process.env.BENCH_BIG_SELLER ?? 50_000),
};
const rounds = 300;
const warmUpRounds = 30;

type Reading = { name: string; read: (actor: Actor, target: Target) => Promise<unknown> };
type Target = { conversationId: string; rev: number };

const readings: Reading[] = [
  { name: "inbox", read: (actor) => listConversations(actor, {}) },
  { name: "inbox of one side", read: (actor) => listConversations(actor, { side: "seller" }) },
  { name: "waiting", read: (actor) => listConversations(actor, { side: "seller", waiting: true }) },
  { name: "thread", read: (actor, { conversationId }) => listMessages(actor, { conversationId }) },
  {
    name: "changes",
    read: (actor, { conversationId, rev }) =>
      listChanges(actor, { conversationId, since: Math.max(0, rev - 20) }),
  },
  { name: "unread", read: (actor) => getUnread(actor) },
];

export async function benchQueries(): Promise<Result[]> {
  return withBenchDatabase(async ({ connection }) => {
    const seededIn = await seed(connection);
    const [big, small] = await Promise.all(["load-seller-1", "load-seller-2"].map(findSeller));
    if (!big || !small) throw new Error("The load data has no sellers.");
    const results: Result[] = [
      {
        name: `seed: ${size.messages.toLocaleString("en")} messages`,
        value: seededIn,
        unit: "s",
        goal: { atMost: 300 },
      },
    ];
    for (const reading of readings) results.push(...(await compare(reading, big, small)));
    results.push(...(await measureSearch(big)));
    await printPlans(connection, big);
    return results;
  });
}

async function seed(connection: pg.PoolConfig): Promise<number> {
  const startedAt = performance.now();
  const people = { sellers: 12, customers: 20_000, smallSeller: 50 };
  await seedLoad(connection, {
    ...size,
    ...people,
    passwordHash: "",
    tell: (line) => console.log(`  ${line}`),
  });
  return (performance.now() - startedAt) / 1000;
}

async function findSeller(name: string): Promise<Actor> {
  const user = await use("database").prisma.user.findUniqueOrThrow({
    where: { email: `${name}@parley.test` },
  });
  return { userId: user.id, role: user.role, name: user.name, sessionId: user.id };
}

/** Alternates between the two, so that other load on the machine affects both alike. */
async function compare({ name, read }: Reading, big: Actor, small: Actor): Promise<Result[]> {
  const [bigTargets, smallTargets] = await Promise.all([big, small].map(targetsOf));
  const times: { big: number[]; small: number[] } = { big: [], small: [] };
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    const bigMs = await time(() => read(big, pick(bigTargets, round)));
    const smallMs = await time(() => read(small, pick(smallTargets, round)));
    if (round < warmUpRounds) continue;
    times.big.push(bigMs);
    times.small.push(smallMs);
  }
  const [bigMs, smallMs] = [quantile(times.big, 0.5), quantile(times.small, 0.5)];
  return [
    { name: `${name}: seller with 50 conversations`, value: smallMs, unit: "ms" },
    { name: `${name}: seller with ${size.bigSeller.toLocaleString("en")}`, value: bigMs, unit: "ms" },
    ratio(`${name}: many / few`, bigMs / smallMs, { atMost: 1.5 }),
  ];
}

async function targetsOf(actor: Actor): Promise<Target[]> {
  const { data } = await listConversations(actor, { limit: 50 });
  return data.items.map(({ id, rev }) => ({ conversationId: id, rev }));
}

function pick(targets: Target[] | undefined, round: number): Target {
  const target = targets?.[round % targets.length];
  if (!target) throw new Error("The seller has no conversations.");
  return target;
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/**
 * Words of every frequency, from "in every other message" to "hardly anywhere": whole, by prefix, in pairs, and
 * unknown.
 */
function queries(): string[] {
  const { words } = new Vocabulary();
  const ranks = [
    0, 1, 2, 5, 10, 20, 50, 100, 200, 400, 700, 1_000, 1_500, 2_000, 3_000, 5_000, 8_000, 12_000, 19_000,
  ];
  const single = ranks.map((rank) => words[rank] ?? "");
  const begun = single.filter((word) => word.length > 4).map((word) => word.slice(0, 3));
  const pairs = single.slice(1).map((word, index) => `${single[index]} ${word}`);
  return [...single, ...begun, ...pairs, "zzzyx", "a"].filter(Boolean);
}

async function measureSearch(actor: Actor): Promise<Result[]> {
  const times: { query: string; ms: number }[] = [];
  for (let round = 0; round < 4; round++) {
    for (const query of queries()) {
      const ms = await time(() => searchMessages(actor, { q: query }));
      if (round > 0) times.push({ query, ms });
    }
  }
  const slowest = [...times].sort((a, b) => b.ms - a.ms).slice(0, 5);
  console.log(
    `  slowest searches: ${slowest.map(({ query, ms }) => `"${query}" ${ms.toFixed(0)} ms`).join(", ")}`,
  );
  const all = times.map(({ ms }) => ms);
  return [
    { name: "search: median", value: quantile(all, 0.5), unit: "ms" },
    { name: "search: 95th percentile", value: quantile(all, 0.95), unit: "ms", goal: { atMost: 100 } },
  ];
}

const planLine = /(Scan|Sort|Limit|Aggregate|Loop|Join|Memoize|Incremental)/;

/** The plans as the server really ran them, by auto_explain on a separate connection. */
async function printPlans(connection: pg.PoolConfig, actor: Actor): Promise<void> {
  const original = use("database");
  const pool = new pg.Pool({ ...connection, max: 1 });
  const client = await pool.connect();
  await client.query("LOAD 'auto_explain'");
  await client.query(
    "SET auto_explain.log_min_duration = 0; SET auto_explain.log_analyze = on; SET client_min_messages = log",
  );
  const lines: string[] = [];
  client.on("notice", (notice) => {
    const plan = notice.message?.split("\n").filter((line) => planLine.test(line)) ?? [];
    lines.push(...plan.map((line) => line.replace(/ \(cost=.*?\)/, "")));
  });
  client.release();
  const [target] = await targetsOf(actor);
  use("database").pool = pool;
  for (const { name, read } of readings) {
    lines.length = 0;
    await read(actor, pick(target && [target], 0));
    console.log(`\n  plan of ${name}:\n${lines.map((line) => `    ${line}`).join("\n")}`);
  }
  use("database").pool = original.pool;
  await pool.end();
}
