// Sending in process, 64 senders at once, compared with the ordinary ways of doing the same work in the same database.

import { limits } from "../../lib/contract/limits";
import { uuidv7 } from "../../lib/contract/uuid";
import { storeMessage } from "../../lib/domain/message/send-message";
import { groupCommit } from "../../lib/server/db";
import { use } from "../../lib/server/slot";
import { type BenchScene, makeBenchScene, withBenchDatabase } from "./database";
import { interactiveSend } from "./interactive-send";
import { quantile, type Result, ratio } from "./report";

const senders = 64;
const rounds = 11;
const durationMs = Number(process.env.BENCH_SECONDS ?? 1) * 1000;
const text = "Is the price negotiable if I pick it up this weekend? I could come by on Saturday morning.";

/** Closed loop: each sender sends the next message when the previous one is acknowledged. */
async function closedLoop(send: (index: number) => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  let done = 0;
  await Promise.all(
    Array.from({ length: senders }, async (_, index) => {
      while (performance.now() - startedAt < durationMs) {
        await send(index);
        done++;
      }
    }),
  );
  return done / ((performance.now() - startedAt) / 1000);
}

const place = (scene: BenchScene, index: number) => {
  const at = scene.conversations[index % scene.conversations.length];
  if (!at) throw new Error("The scene has no conversations.");
  return at;
};

const groupCommitted = (scene: BenchScene) => (index: number) => {
  const { id, customerId } = place(scene, index);
  return storeMessage({
    id: uuidv7(),
    conversationId: id,
    senderId: customerId,
    type: "TEXT",
    text,
    payload: null,
    replyToId: null,
  });
};

const interactive = (scene: BenchScene) => (index: number) => {
  const { id, customerId } = place(scene, index);
  return interactiveSend(use("database").prisma, {
    id: uuidv7(),
    conversationId: id,
    senderId: customerId,
    text,
  });
};

type Bare = { id: string; conversationId: string; senderId: string; seq: number };

/** The maximum for this table and this disk with 64 senders: the same queue, and a statement that only inserts. */
function bareInserts(scene: BenchScene): (index: number) => Promise<unknown> {
  let seq = 1_000_000_000;
  const queue = groupCommit<Bare, true>({
    commit: async (batch) => {
      await use("database").batchPool.query({
        name: "bench-bare-insert",
        text: `INSERT INTO "Message" (id, "conversationId", seq, rev, "senderId", "senderRole", type, text)
               SELECT i.id, i.cid, i.seq, i.seq, i.uid, 'CUSTOMER', 'TEXT', i.text
                 FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[], $5::text[]) AS i(id, cid, uid, seq, text)`,
        values: [
          batch.map(({ id }) => id),
          batch.map(({ conversationId }) => conversationId),
          batch.map(({ senderId }) => senderId),
          batch.map((each) => each.seq),
          batch.map(() => text),
        ],
      });
      return batch.map(() => true as const);
    },
    lane: ({ conversationId }) => conversationId,
    key: ({ id }) => id,
    maxInFlight: limits.sendBatchesInFlight,
    maxBatch: limits.sendBatch,
    maxQueue: limits.sendQueue,
    timeoutMs: limits.sendQueueTimeoutMs,
  });
  return (index) => {
    const { id: conversationId, customerId: senderId } = place(scene, index);
    return queue.add({ id: uuidv7(), conversationId, senderId, seq: seq++ });
  };
}

export async function benchSend(): Promise<Result[]> {
  return withBenchDatabase(async () => {
    const scene = await makeBenchScene({ pairs: 100 });
    const ways = { ordinary: interactive(scene), grouped: groupCommitted(scene), bare: bareInserts(scene) };
    const rates: Record<keyof typeof ways, number[]> = { ordinary: [], grouped: [], bare: [] };
    await closedLoop(ways.grouped);
    // In short rounds, because a machine's speed varies over time. Each round has its own ratios.
    for (let round = 0; round < rounds; round++) {
      for (const [way, send] of Object.entries(ways))
        rates[way as keyof typeof ways].push(await closedLoop(send));
    }
    const median = (values: number[]) => quantile(values, 0.5);
    const against = (way: keyof typeof ways) =>
      median(rates.grouped.map((rate, round) => rate / (rates[way][round] ?? Number.NaN)));
    return [
      { name: "send: interactive Prisma transaction", value: median(rates.ordinary), unit: "messages/s" },
      { name: "send: Parley", value: median(rates.grouped), unit: "messages/s" },
      { name: "send: bare batched INSERT", value: median(rates.bare), unit: "messages/s" },
      ratio("send: Parley / interactive transaction", against("ordinary"), { atLeast: 5 }),
      ratio("send: Parley / bare batched INSERT", against("bare"), { atLeast: 0.6 }),
    ];
  });
}
