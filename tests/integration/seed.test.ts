import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../../lib/contract/actor";
import { verifyPassword } from "../../lib/domain/account/password";
import { listConversations } from "../../lib/domain/conversation/list-conversations";
import { searchMessages } from "../../lib/domain/search/search-messages";
import { rootDir } from "../../lib/server/root";
import { provide } from "../../lib/server/slot";
import { demoPassword, seedDemo } from "../../scripts/seed/demo";
import { seedLoad } from "../../scripts/seed/load";
import { Random } from "../../scripts/seed/random";
import { Vocabulary } from "../../scripts/seed/vocabulary";
import { testDatabase } from "../helpers/database";
import { brokenInvariants } from "../helpers/invariants";

const demo = testDatabase();
const empty = testDatabase();
const busy = testDatabase();

async function column<T>(pool: pg.Pool, text: string): Promise<T[]> {
  const { rows } = await pool.query<{ value: T }>(text);
  return rows.map(({ value }) => value);
}

const accounts = {
  "buyer@parley.test": "CUSTOMER",
  "buyer2@parley.test": "CUSTOMER",
  "buyer3@parley.test": "CUSTOMER",
  "seller@parley.test": "SELLER",
  "seller2@parley.test": "SELLER",
  "admin@parley.test": "ADMIN",
};

describe("the demo data", () => {
  beforeAll(async () => {
    const seeded = await Promise.all([seedDemo(demo.database), seedDemo(demo.database)]);
    expect(seeded.sort()).toEqual([false, true]);
    provide("database", demo.database);
  });

  it("has the promised accounts, with the promised password", async () => {
    const users = await demo.database.prisma.user.findMany();
    expect(Object.fromEntries(users.map(({ email, role }) => [email, role]))).toEqual(accounts);
    for (const { passwordHash } of users)
      expect(await verifyPassword(passwordHash, demoPassword, () => undefined)).toBe(true);
  });

  it("is inserted once", async () => {
    const counted = () => column(demo.database.pool, `SELECT count(*) AS value FROM "Message"`);
    const before = await counted();
    expect(await seedDemo(demo.database)).toBe(false);
    expect(await counted()).toEqual(before);
  });

  it("satisfies the invariants of conversations", async () => {
    expect(await brokenInvariants(demo.database.pool)).toEqual({});
  });

  it("contains every kind of content", async () => {
    const { prisma } = demo.database;
    for (const email of ["seller@parley.test", "seller2@parley.test"]) {
      const listings = await prisma.listing.groupBy({
        by: ["kind"],
        where: { seller: { email } },
        _count: true,
      });
      expect(listings.map(({ kind }) => kind).sort()).toEqual(["PRODUCT", "SERVICE", "VEHICLE"]);
      const total = listings.reduce((sum, { _count }) => sum + _count, 0);
      expect(total).toBeGreaterThanOrEqual(8);
      expect(total).toBeLessThanOrEqual(12);
      expect(await prisma.member.count({ where: { user: { email }, unread: { gt: 0 } } })).toBeGreaterThan(0);
    }
    expect(
      await prisma.member.count({ where: { user: { email: "buyer@parley.test" }, unread: { gt: 0 } } }),
    ).toBeGreaterThan(0);
    const bought = { user: { email: "seller@parley.test" }, role: "CUSTOMER" } as const;
    expect(await prisma.member.count({ where: bought }), "a seller who buys").toBe(1);
    expect(await prisma.conversation.count({ where: { isFlagged: true } })).toBe(1);
    expect(await prisma.flag.count({ where: { status: "OPEN" } })).toBe(1);
    const statuses = await prisma.conversation.groupBy({ by: ["status"], _count: true });
    expect(statuses.map(({ status }) => status).sort()).toEqual(["ACTIVE", "ARCHIVED", "BLOCKED", "ENDED"]);
    const waiting = await column<boolean>(
      demo.database.pool,
      `SELECT DISTINCT p."deliveredSeq" = c.seq AS value FROM "Member" p JOIN "Conversation" c ON c.id = p."conversationId"
        WHERE p.unread > 0 ORDER BY 1`,
    );
    expect(waiting, "unread, delivered or not").toEqual([false, true]);
    const lengths = await column<number>(
      demo.database.pool,
      `SELECT seq AS value FROM "Conversation" ORDER BY seq`,
    );
    expect([lengths[0], lengths.at(-1)]).toEqual([2, 60]);
  });

  it("is dated in the past, with the newest message today", async () => {
    const [newest] = await column<string>(
      demo.database.pool,
      `SELECT max("createdAt") AS value FROM "Message"`,
    );
    const ageMs = Date.now() - Date.parse(newest ?? "");
    expect(ageMs).toBeGreaterThan(0);
    expect(ageMs).toBeLessThan(3_600_000);
  });

  it("refers to existing pictures, which are small and without scripts", async () => {
    const urls = await column<string>(
      demo.database.pool,
      `SELECT DISTINCT unnest(photos) AS value FROM "Listing" UNION SELECT "avatarUrl" FROM "User"
       UNION SELECT snapshot->>'photoUrl' FROM "Conversation" WHERE snapshot->>'photoUrl' IS NOT NULL`,
    );
    expect(urls.length).toBeGreaterThan(24);
    for (const url of urls) {
      const file = join(rootDir, "public", url);
      expect(existsSync(file), url).toBe(true);
      const svg = readFileSync(file, "utf8");
      expect(svg.length, url).toBeLessThan(6 * 1024);
      expect(svg).not.toMatch(/<script|<text|<image|href=/);
    }
  });

  it("answers the commands of the inbox", async () => {
    const user = await demo.database.prisma.user.findUniqueOrThrow({ where: { email: "buyer@parley.test" } });
    const actor: Actor = { userId: user.id, role: "CUSTOMER", name: user.name, sessionId: user.id };
    const { items } = (await listConversations(actor, {})).data;
    expect(items[0]).toMatchObject({ unread: 2, subject: { kind: "listing", priceMinor: 1_940_000 } });
    expect(items.map(({ subject }) => subject.kind)).toEqual(
      expect.arrayContaining(["listing", "order", "booking"]),
    );
    expect((await searchMessages(actor, { q: "reversing camera" })).data.items).toHaveLength(1);
  });
});

describe("the load data", () => {
  const options = {
    conversations: 700,
    messages: 9_000,
    sellers: 5,
    customers: 300,
    passwordHash: "one for all",
  };

  const shape = (pool: pg.Pool) =>
    column<string>(
      pool,
      `SELECT indexdef AS value FROM pg_indexes WHERE schemaname = 'public'
       UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace ORDER BY 1`,
    );

  const perSeller = (pool: pg.Pool) =>
    column<number>(
      pool,
      `SELECT count(c.id)::int AS value FROM "User" u LEFT JOIN "Conversation" c ON c."sellerId" = u.id
        WHERE u.email LIKE 'load-seller-%' GROUP BY u.email ORDER BY u.email`,
    );

  it("has the requested size and distribution, and leaves the tables vacuumed", async () => {
    const { pool } = empty.database;
    const before = await shape(pool);
    const told: string[] = [];
    await seedLoad(empty.options, { ...options, bigSeller: 400, tell: (line) => told.push(line) });
    expect(await shape(pool)).toEqual(before);
    expect(await brokenInvariants(pool)).toEqual({});
    expect(await column(pool, `SELECT count(*) AS value FROM "Message"`)).toEqual([options.messages]);
    const counts = await perSeller(pool);
    expect(counts.slice(0, 2)).toEqual([400, 50]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(options.conversations);
    expect(told.some((line) => line.startsWith("Message: 9,000 rows"))).toBe(true);
    const [least, most] = await column<number>(
      pool,
      `SELECT min(length(text)) AS value FROM "Message" UNION ALL SELECT max(length(text)) FROM "Message"`,
    );
    expect(least).toBeGreaterThanOrEqual(5);
    expect(most).toBeLessThanOrEqual(200);
    expect(most).toBeGreaterThan(150);
  });

  it("is refused a second time and then changes nothing", async () => {
    await expect(seedLoad(empty.options, options)).rejects.toThrow("already");
    expect(await column(empty.database.pool, `SELECT count(*) AS value FROM "Message"`)).toEqual([
      options.messages,
    ]);
  });

  it.each([
    { messages: 800, how: "rebuilt", database: demo },
    { messages: 120, how: "kept", database: busy },
  ])("is inserted beside existing data, with indexes $how", async ({ messages, database }) => {
    await seedDemo(database.database);
    const { pool } = database.database;
    const before = await shape(pool);
    const [found = 0] = await column<number>(pool, `SELECT count(*) AS value FROM "Message"`);
    await seedLoad(database.options, { ...options, conversations: 100, messages });
    expect(await column(pool, `SELECT count(*) AS value FROM "Message"`)).toEqual([found + messages]);
    expect(await shape(pool)).toEqual(before);
    expect(await brokenInvariants(pool)).toEqual({});
  });

  it("with impossible options is refused with a reason", async () => {
    const bad = [
      { messages: 10 },
      { sellers: 0 },
      { conversations: 1.5 },
      { conversations: 5_000, messages: 5_000, customers: 1 },
    ];
    for (const part of bad)
      await expect(seedLoad(empty.options, { ...options, ...part })).rejects.toMatchObject({
        name: "StartError",
      });
  });

  it("uses words of every frequency", () => {
    const vocabulary = new Vocabulary();
    const random = new Random(3);
    const counts = new Map<string, number>();
    const drawn = 200_000;
    for (let i = 0; i < drawn; i++) {
      const word = vocabulary.word(random);
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    const sorted = [...counts.values()].sort((a, b) => b - a);
    expect(vocabulary.words.length).toBe(20_000);
    expect(sorted[0]).toBeGreaterThan(drawn / 100);
    expect(counts.size).toBeGreaterThan(10_000);
    expect(sorted.at(-1)).toBeLessThan(3);
  });
});
