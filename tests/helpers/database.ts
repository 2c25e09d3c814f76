// A database for one test file, with everything that a command needs.
import { randomBytes } from "node:crypto";
import pg from "pg";
import pino from "pino";
import { afterAll, beforeAll, inject } from "vitest";
import type { Fact } from "../../lib/contract/facts";
import { closeDatabase, type Database, openDatabase } from "../../lib/server/db/database";
import { type Limiter, memoryLimiter, unlimited } from "../../lib/server/limiter";
import { provide } from "../../lib/server/slot";
import { templateName } from "./global-setup";

export type TestDatabase = {
  readonly database: Database;
  readonly options: pg.PoolConfig;
  /** Every fact published since the file began. */
  readonly facts: Fact[];
};

type Options = { rateLimits?: boolean };

export function testDatabase({ rateLimits = false }: Options = {}): TestDatabase {
  const facts: Fact[] = [];
  const state: { database?: Database; options?: pg.PoolConfig } = {};
  const name = `test_${randomBytes(6).toString("hex")}`;

  beforeAll(async () => {
    const connection = inject("postgres");
    await asAdmin(connection, `CREATE DATABASE ${name} TEMPLATE ${templateName}`);
    state.options = { ...connection, database: name, max: 12 };
    state.database = openDatabase(state.options, () => {});
    provideForTests(state.database, facts, rateLimits ? memoryLimiter() : unlimited);
  });

  afterAll(async () => {
    if (state.database) await closeDatabase(state.database);
    await asAdmin(inject("postgres"), `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  });

  return {
    facts,
    get database() {
      if (!state.database) throw new Error("The database is there from beforeAll on.");
      return state.database;
    },
    get options() {
      if (!state.options) throw new Error("The database is there from beforeAll on.");
      return state.options;
    },
  };
}

/** Provides everything that a command needs, as the server does. */
export function provideForTests(database: Database, facts: Fact[] = [], limiter: Limiter = unlimited): void {
  provide("database", database);
  provide("log", pino({ level: process.env.LOG_LEVEL ?? "silent" }));
  provide("limiter", limiter);
  provide("online", async () => new Set());
  provide("fanOut", (published) => void facts.push(...published));
  provide("unconfirmedCommit", () => {});
  provide("config", testConfig());
}

function testConfig() {
  return {
    port: 3000,
    host: "127.0.0.1",
    databaseUrl: null,
    redisUrl: null,
    dataDir: "",
    secret: "a secret that only the tests know, and not a secret",
    publicUrl: "http://localhost:3000",
    origins: ["http://localhost:3000"],
    furtherOrigins: [],
    isDemo: false,
    imageHosts: [],
    reservedNames: ["Acme Motors"],
    hasRateLimits: false,
    trustsProxy: false,
    metricsToken: "a token that only the tests know, for the metrics",
    logLevel: "silent" as const,
  };
}

async function asAdmin(connection: pg.ClientConfig, statement: string): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  // Copying the template needs it exclusively, so test files that start at once wait here for each other.
  await client.query("SELECT pg_advisory_lock(7120)");
  await client.query(statement);
  await client.end();
}
