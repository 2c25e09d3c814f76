// A complete Parley process, as `npm start` runs it, on the test file's own database. This tests the built output:
// Next's own copy of the modules, and the envelope on the wire.
import type { ChildProcess } from "node:child_process";
import type pg from "pg";
import { afterAll, beforeAll } from "vitest";
import { use } from "../../lib/server/slot";
import { type TestDatabase, testDatabase } from "./database";
import { databaseUrl } from "./database-url";
import {
  build,
  buildTimeoutMs,
  byNumber,
  spawnParley,
  started,
  startTimeoutMs,
  stopped,
  stopTimeoutMs,
} from "./server-process";

export interface TestServer {
  readonly database: TestDatabase;
  /** Without a trailing slash. */
  readonly url: string;
  readonly pid: number;
  /** The errors in the log so far. */
  readonly errors: readonly string[];
  /** All output lines so far, including the log. */
  readonly lines: readonly string[];
}

interface Options {
  rateLimits?: boolean;
  /** In addition to every test server's environment. */
  env?: Record<string, string>;
}

/** Started once for the test file. The test may call the domain on the same database to prepare data. */
export function testServer({ rateLimits = false, env = {} }: Options = {}): TestServer {
  const database = testDatabase();
  const errors: string[] = [];
  const lines: string[] = [];
  let child: ChildProcess | undefined;
  let url = "";

  beforeAll(async () => {
    await build();
    child = spawnServer(database.options, { PARLEY_RATE_LIMITS: rateLimits ? "on" : "off", ...env });
    url = byNumber(await started(child, lines, errors));
  }, buildTimeoutMs + startTimeoutMs);

  afterAll(async () => {
    if (child) await stopped(child);
  }, stopTimeoutMs * 2);

  return {
    database,
    errors,
    lines,
    get url() {
      if (!url) throw new Error("The server is there from beforeAll on.");
      return url;
    },
    get pid() {
      if (!child?.pid) throw new Error("The server is there from beforeAll on.");
      return child.pid;
    },
  };
}

/** Starts one process on this database. */
export function spawnServer(database: pg.PoolConfig, env: Record<string, string>): ChildProcess {
  return spawnParley({ DATABASE_URL: databaseUrl(database), PARLEY_SECRET: use("config").secret, ...env });
}
