// Migrations: that they lead to schema.prisma, hold what schema.prisma cannot say, and fail in a way that can be mended.
import { createHash, randomUUID } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { beforeEach, describe, expect, inject, it, onTestFinished, vi } from "vitest";
import { applyMigrations, migrationLock, newMigration, schemaDrift } from "../../lib/server/db/migrate";
import { rootDir } from "../../lib/server/root";
import { testDatabase } from "../helpers/database";

const realDir = join(rootDir, "prisma", "migrations");
const schemaFile = join(rootDir, "prisma", "schema.prisma");

async function ask(connection: pg.PoolConfig, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** An empty database, dropped after the test. */
async function emptyDatabase(): Promise<pg.PoolConfig> {
  const name = `empty_${randomUUID().slice(0, 8)}`;
  await ask(inject("postgres"), `CREATE DATABASE ${name} TEMPLATE template0`);
  onTestFinished(async () => void (await ask(inject("postgres"), `DROP DATABASE ${name} WITH (FORCE)`)));
  return { ...inject("postgres"), database: name };
}

/** A folder of migrations by name and content, removed after the test. */
function migrations(files: Record<string, string>): string {
  const migrationsDir = mkdtempSync(join(tmpdir(), "parley-migrations-"));
  onTestFinished(() => rmSync(migrationsDir, { recursive: true, force: true }));
  writeFileSync(join(migrationsDir, "migration_lock.toml"), 'provider = "postgresql"\n');
  for (const [name, sql] of Object.entries(files)) write(migrationsDir, name, sql);
  return migrationsDir;
}

function write(migrationsDir: string, name: string, sql: string): void {
  mkdirSync(join(migrationsDir, name), { recursive: true });
  writeFileSync(join(migrationsDir, name, "migration.sql"), sql);
}

describe("the repository's migrations", () => {
  it("lead exactly to schema.prisma", async () => {
    expect(await schemaDrift(inject("postgres"))).toBe("");
  });

  it("are applied once by nodes that start at the same instant, and recorded as Prisma does", async () => {
    const connection = await emptyDatabase();
    const names = readdirSync(realDir, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? entry.name : [],
    );
    const applied = await Promise.all([1, 2, 3].map(() => applyMigrations(connection)));
    expect(applied.flat().sort()).toEqual(names.sort());
    const rows = await ask(
      connection,
      "SELECT migration_name, checksum, finished_at IS NOT NULL AS finished FROM _prisma_migrations",
    );
    const checksum = (name: string) =>
      createHash("sha256")
        .update(readFileSync(join(realDir, name, "migration.sql")))
        .digest("hex");
    expect(rows).toEqual(
      names.map((name) => ({ migration_name: name, checksum: checksum(name), finished: true })),
    );
  });

  it("wait for a node that is at it already", async () => {
    const connection = await emptyDatabase();
    const other = new pg.Client(connection);
    await other.connect();
    await other.query(`SELECT pg_advisory_lock(${migrationLock})`);
    const applied = applyMigrations(connection);
    const waiting = () =>
      ask(connection, "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
    await expect.poll(waiting).toHaveLength(1);
    await other.end();
    expect(await applied).not.toEqual([]);
  });

  it("are recognised as applied without loading the engine", async () => {
    const connection = await emptyDatabase();
    await applyMigrations(connection);
    vi.resetModules();
    const fresh = await import("../../lib/server/db/migrate");
    const load = vi.spyOn(WebAssembly, "instantiate");
    onTestFinished(() => load.mockRestore());
    expect(await fresh.applyMigrations(connection)).toEqual([]);
    expect(load).not.toHaveBeenCalled();
  });
});

describe("a migration", () => {
  it("may hold semicolons in strings, comments and functions", async () => {
    const connection = await emptyDatabase();
    const migrationsDir = migrations({
      "20260101000000_one": `-- first; second
        CREATE FUNCTION two() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 2; END $$;
        CREATE TABLE said AS SELECT 'a;b' AS text;`,
    });
    await applyMigrations(connection, { migrationsDir });
    expect(await ask(connection, "SELECT text, two() FROM said")).toEqual([{ text: "a;b", two: 2 }]);
  });

  it("that fails is named with its line, keeps nothing, and can be tried again once mended", async () => {
    const connection = await emptyDatabase();
    const name = "20260102000000_two";
    const migrationsDir = migrations({ "20260101000000_one": "CREATE TABLE one (a int);" });
    write(migrationsDir, name, "CREATE TABLE two (a int);\nINSERT INTO nowhere VALUES (1);\n");
    await expect(applyMigrations(connection, { migrationsDir })).rejects.toThrow(
      `Migration ${name} failed in line 2: relation "nowhere" does not exist`,
    );
    expect(
      await ask(connection, "SELECT to_regclass('one')::text AS one, to_regclass('two')::text AS two"),
    ).toEqual([{ one: "one", two: null }]);
    await expect(applyMigrations(connection, { migrationsDir })).rejects.toThrow(
      `Migration ${name} has failed`,
    );
    write(migrationsDir, name, "CREATE TABLE two (a int);\n");
    expect(await applyMigrations(connection, { migrationsDir, retryFailed: true })).toEqual([name]);
    expect(await applyMigrations(connection, { migrationsDir })).toEqual([]);
  });

  it("that was edited after it had been applied is named", async () => {
    const connection = await emptyDatabase();
    const migrationsDir = migrations({ "20260101000000_one": "CREATE TABLE one (a int);" });
    await applyMigrations(connection, { migrationsDir });
    write(migrationsDir, "20260101000000_one", "CREATE TABLE one (a bigint);");
    await expect(applyMigrations(connection, { migrationsDir })).rejects.toThrow(
      "Migration 20260101000000_one was changed after it had been applied",
    );
  });

  it("that only the database knows is named", async () => {
    const connection = await emptyDatabase();
    const newer = migrations({ "20260101000000_one": "SELECT 1;", "20260102000000_two": "SELECT 2;" });
    await applyMigrations(connection, { migrationsDir: newer });
    const migrationsDir = migrations({ "20260101000000_one": "SELECT 1;" });
    await expect(applyMigrations(connection, { migrationsDir })).rejects.toThrow(
      "20260102000000_two, which this Parley does not know",
    );
  });
});

describe("the next migration", () => {
  function changedSchema(): { migrationsDir: string; schemaFile: string } {
    const migrationsDir = migrations({});
    cpSync(realDir, migrationsDir, { recursive: true });
    const changed = join(migrationsDir, "schema.prisma");
    writeFileSync(
      changed,
      readFileSync(schemaFile, "utf8").replace("model Block {", "model Block {\n  reason String?\n"),
    );
    return { migrationsDir, schemaFile: changed };
  }

  it("is written from what schema.prisma has more than the migrations, and nothing else", async () => {
    const folders = changedSchema();
    const path = (await newMigration(inject("postgres"), "Why blocked?", folders)) ?? "";
    expect(path).toMatch(/\/\d{14}_why_blocked\/migration\.sql$/);
    const statements = readFileSync(path, "utf8").match(/^[A-Z].*$/gm);
    expect(statements).toEqual([expect.stringMatching(/^ALTER TABLE "Block" ADD COLUMN +"reason" TEXT;$/)]);
    expect(await newMigration(inject("postgres"), "again", folders)).toBe(null);
  });

  it("leaves no shadow database behind", async () => {
    await schemaDrift(inject("postgres"));
    expect(
      await ask(inject("postgres"), "SELECT 1 FROM pg_database WHERE datname LIKE 'parley_shadow_%'"),
    ).toEqual([]);
  });
});

describe("the database itself refuses", () => {
  const test = testDatabase();
  const [customer, seller, listing, deal, conversation, message] = Array.from({ length: 6 }, () =>
    randomUUID(),
  );
  const open = (columns: string, values: string) =>
    `INSERT INTO "Conversation" (id, "customerId", "sellerId", snapshot${columns && `, ${columns}`})
     VALUES (gen_random_uuid(), '${customer}', '${seller}', '{}'${values && `, ${values}`})`;
  const send = (seq: number, text: string) =>
    `INSERT INTO "Message" (id, "conversationId", seq, rev, "senderRole", text)
     VALUES (gen_random_uuid(), '${conversation}', ${seq}, 1, 'CUSTOMER', ${text})`;
  const offer = (amount: number, currency: string) =>
    `INSERT INTO "Message" (id, "conversationId", seq, rev, "senderRole", type)
     VALUES ('${message}', '${conversation}', 9, 9, 'CUSTOMER', 'OFFER') ON CONFLICT DO NOTHING;
     INSERT INTO "Offer" ("messageId", "conversationId", "proposerId", "amountMinor", currency, "expiresAt")
     VALUES ('${message}', '${conversation}', '${customer}', ${amount}, '${currency}', now())`;
  const appointment = (seq: number, from: string, to: string) =>
    `WITH sent AS (
       INSERT INTO "Message" (id, "conversationId", seq, rev, "senderRole", type)
       VALUES (gen_random_uuid(), '${conversation}', ${seq}, ${seq}, 'SELLER', 'APPOINTMENT') RETURNING id
     )
     INSERT INTO "Appointment" ("messageId", "conversationId", "sellerId", kind, status, "startsAt", "endsAt")
     SELECT id, '${conversation}', '${seller}', 'VIEWING', 'CONFIRMED', '2030-01-01 ${from}Z', '2030-01-01 ${to}Z' FROM sent`;

  beforeEach(async () => {
    await test.database.pool.query(`
      TRUNCATE "User" CASCADE;
      INSERT INTO "User" (id, name, role) VALUES ('${customer}', 'A', 'CUSTOMER'), ('${seller}', 'B', 'SELLER');
      INSERT INTO "Listing" (id, "sellerId", kind, title, "priceMinor", currency)
        VALUES ('${listing}', '${seller}', 'VEHICLE', 'Car', 1, 'EUR');
      INSERT INTO "Deal" (id, kind, "customerId", "sellerId", "totalMinor", currency)
        VALUES ('${deal}', 'ORDER', '${customer}', '${seller}', 1, 'EUR');
      INSERT INTO "Conversation" (id, "customerId", "sellerId", snapshot)
        VALUES ('${conversation}', '${customer}', '${seller}', '{}');
      INSERT INTO "Member" ("conversationId", "userId", role) VALUES ('${conversation}', '${customer}', 'CUSTOMER');
      INSERT INTO "UnreadTotal" ("userId") VALUES ('${customer}');`);
  });

  it.each([
    ["a second direct conversation of the same two", "Conversation_subject_key", open("", "")],
    [
      "a conversation about two things",
      "Conversation_one_subject",
      open('"listingId", "dealId"', `'${listing}', '${deal}'`),
    ],
    [
      "a conversation with oneself",
      "Conversation_two_people",
      `UPDATE "Conversation" SET "sellerId" = "customerId"`,
    ],
    ["a negative counter of a conversation", "Conversation_counters", `UPDATE "Conversation" SET rev = -1`],
    ["a negative watermark", "Member_counters", `UPDATE "Member" SET "readSeq" = -1`],
    ["a negative delivery", "Member_counters", `UPDATE "Member" SET "deliveredSeq" = -1`],
    ["less than nothing unread", "Member_counters", `UPDATE "Member" SET unread = -1`],
    ["less than nothing unread in all", "UnreadTotal_counters", `UPDATE "UnreadTotal" SET messages = -1`],
    [
      "less than no unread conversations",
      "UnreadTotal_counters",
      `UPDATE "UnreadTotal" SET conversations = -1`,
    ],
    ["a message before the first", "Message_counters", send(0, "'a'")],
    ["a message that is too long", "Message_text_length", send(1, "repeat('é', 5001)")],
    [
      "an email with capitals",
      "User_email_normalised",
      `UPDATE "User" SET email = 'A@b.test' WHERE id = '${customer}'`,
    ],
    ["a negative price", "Listing_price", `UPDATE "Listing" SET "priceMinor" = -1`],
    ["a currency that is none", "Listing_currency", `UPDATE "Listing" SET currency = 'eur'`],
    ["a negative total", "Deal_total", `UPDATE "Deal" SET "totalMinor" = -1`],
    ["a deal in no currency", "Deal_currency", `UPDATE "Deal" SET currency = '12'`],
    ["blocking oneself", "Block_two_people", `INSERT INTO "Block" VALUES ('${customer}', '${customer}')`],
    ["a negative offer", "Offer_amount", offer(-1, "EUR")],
    ["an offer in no currency", "Offer_currency", offer(1, "Eu")],
    [
      "a second open offer",
      "Offer_one_open_key",
      `${offer(1, "EUR")}; ${offer(2, "EUR")
        .replaceAll(message ?? "", randomUUID())
        .replace("9, 9", "10, 10")}`,
    ],
    ["an appointment that ends before it begins", "Appointment_duration", appointment(1, "10:00", "10:00")],
    [
      "a seller in two places",
      "Appointment_no_double_booking",
      `${appointment(1, "10:00", "11:00")}; ${appointment(2, "10:59", "12:00")}`,
    ],
  ])("%s", async (_what, constraint, sql) => {
    await expect(test.database.pool.query(sql)).rejects.toMatchObject({ constraint });
  });

  it.each([
    ["the longest message, counted in characters", send(1, "repeat('é', 5000)")],
    [
      "a conversation about each subject",
      `${open('"listingId"', `'${listing}'`)}; ${open('"dealId"', `'${deal}'`)}`,
    ],
    [
      "appointments that follow on each other",
      `${appointment(1, "10:00", "11:00")}; ${appointment(2, "11:00", "12:00")}`,
    ],
    [
      "a new offer once the one before is closed",
      `${offer(1, "EUR")}; UPDATE "Offer" SET status = 'COUNTERED'; ${offer(2, "EUR")
        .replaceAll(message ?? "", randomUUID())
        .replace("9, 9", "10, 10")}`,
    ],
  ])("but not %s", async (_what, sql) => {
    await test.database.pool.query(sql);
  });
});

describe("what makes pages fast", () => {
  const test = testDatabase();

  it("is there: the indexes and the room in the pages that schema.prisma cannot say", async () => {
    const indexes = await test.database.pool.query(
      "SELECT indexname AS name FROM pg_indexes WHERE schemaname = 'public'",
    );
    expect(indexes.rows.map((row: { name: string }) => row.name)).toEqual(
      expect.arrayContaining([
        "Member_inbox_idx",
        "Member_archive_idx",
        "Member_pinned_idx",
        "Message_revised_idx",
        "Message_text_idx",
        "User_name_trgm_idx",
        "Listing_title_trgm_idx",
        "Conversation_title_trgm_idx",
      ]),
    );
    const room = await test.database.pool.query(
      "SELECT relname AS name, reloptions AS options FROM pg_class WHERE reloptions IS NOT NULL AND relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1",
    );
    expect(room.rows).toEqual([
      { name: "Conversation", options: ["fillfactor=80"] },
      { name: "Member", options: ["fillfactor=80"] },
      { name: "UnreadTotal", options: ["fillfactor=50"] },
    ]);
  });
});
