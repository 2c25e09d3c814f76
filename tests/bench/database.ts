// An embedded Postgres at default durability for one benchmark, deleted afterwards.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { uuidv7 } from "../../lib/contract/uuid";
import { closeDatabase, openDatabase } from "../../lib/server/db/database";
import { type EmbeddedDatabase, startEmbedded } from "../../lib/server/db/embedded";
import { applyMigrations } from "../../lib/server/db/migrate";
import { unlimited } from "../../lib/server/limiter";
import { provide, use } from "../../lib/server/slot";

export async function withBenchDatabase<T>(work: (embedded: EmbeddedDatabase) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), "parley-bench-"));
  const log = pino({ level: "silent" });
  const embedded = await startEmbedded({ dataDir, log });
  try {
    await applyMigrations(embedded.connection);
    const database = openDatabase(embedded.connection, () => {});
    provide("database", database);
    provide("log", log);
    provide("limiter", unlimited);
    provide("fanOut", () => {});
    provide("unconfirmedCommit", () => {});
    try {
      return await work(embedded);
    } finally {
      await closeDatabase(database);
    }
  } finally {
    await embedded.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

export type BenchScene = { conversations: { id: string; customerId: string; sellerId: string }[] };

/** Creates this many pairs of a customer and a seller, each with a conversation. */
export async function makeBenchScene({ pairs }: { pairs: number }): Promise<BenchScene> {
  const conversations = Array.from({ length: pairs }, () => ({
    id: uuidv7(),
    customerId: uuidv7(),
    sellerId: uuidv7(),
  }));
  const { prisma } = use("database");
  const people = conversations.flatMap(({ customerId, sellerId }) => [
    { id: customerId, role: "CUSTOMER" as const },
    { id: sellerId, role: "SELLER" as const },
  ]);
  await prisma.user.createMany({ data: people.map(({ id, role }) => ({ id, role, name: `${role} ${id}` })) });
  await prisma.unreadTotal.createMany({ data: people.map(({ id }) => ({ userId: id })) });
  await prisma.conversation.createMany({
    data: conversations.map((each) => ({
      ...each,
      snapshot: {
        kind: "direct",
        id: null,
        title: null,
        priceMinor: null,
        currency: null,
        photoUrl: null,
        status: null,
      },
    })),
  });
  await prisma.member.createMany({
    data: conversations.flatMap(({ id, customerId, sellerId }) => [
      { conversationId: id, userId: customerId, role: "CUSTOMER" as const },
      { conversationId: id, userId: sellerId, role: "SELLER" as const },
    ]),
  });
  // A used database knows its tables' sizes. Without them, its plans are those of an empty one.
  await prisma.$executeRaw`ANALYZE`;
  return { conversations };
}
