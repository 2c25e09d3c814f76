// A whole Parley in a process of its own, as `npm start` runs it, on a database of the test file's own. What is
// tested this way is the built output: Next's own copy of the modules, and the envelope as it travels.
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type pg from "pg";
import { afterAll, beforeAll } from "vitest";
import { use } from "../../lib/server/slot";
import { type TestDatabase, testDatabase } from "./database";
import { rootDir } from "./repository";

export interface TestServer {
  readonly database: TestDatabase;
  /** Without a slash at its end. */
  readonly url: string;
  readonly pid: number;
  /** What the log says of errors so far. */
  readonly errors: readonly string[];
  /** Every line so far, of the log and otherwise. */
  readonly lines: readonly string[];
}

interface Options {
  rateLimits?: boolean;
  /** On top of what every test's server gets. */
  env?: Record<string, string>;
}

export const buildTimeoutMs = 5 * 60_000;
const startTimeoutMs = 30_000;
const stopTimeoutMs = 15_000;

/** Started once for the test file. The test itself may use the domain on the same database, to set the scene. */
export function testServer({ rateLimits = false, env = {} }: Options = {}): TestServer {
  const database = testDatabase();
  const errors: string[] = [];
  const lines: string[] = [];
  let child: ChildProcess | undefined;
  let url = "";

  beforeAll(async () => {
    await build();
    child = spawnServer(database.options, { PARLEY_RATE_LIMITS: rateLimits ? "on" : "off", ...env });
    url = await started(child, lines, errors);
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

/** One process on this database. */
export function spawnServer(database: pg.PoolConfig, env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, ["--enable-source-maps", join(rootDir, "dist", "server.js")], {
    cwd: rootDir,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      PORT: "0",
      DATABASE_URL: addressOf(database),
      PARLEY_SECRET: use("config").secret,
      LOG_LEVEL: "error",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Nothing to do when the output is fresh; files that start at once wait for each other's build. */
export async function build(): Promise<void> {
  const builder = spawn(process.execPath, [join(rootDir, "scripts", "prepare.mjs")], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = collect(builder);
  const code = await ended(builder);
  if (code !== 0) throw new Error(`The build failed:\n${said.join("\n")}`);
}

/** Answers the address once the server says it. */
export function started(child: ChildProcess, lines: string[], errors: string[]): Promise<string> {
  const said = collect(child, (line) => {
    lines.push(line);
    if (/"level":"(?:error|fatal)"/.test(line)) errors.push(line);
  });
  return new Promise<string>((done, fail) => {
    const failWith = (what: string) => fail(new Error(`${what}:\n${said.join("\n")}`));
    const late = setTimeout(() => failWith("The server was not ready in time"), startTimeoutMs);
    void ended(child).then(() => failWith("The server ended"));
    child.stdout?.on("data", () => {
      const [, address] = /Parley is ready at (\S+)/.exec(said.join("\n")) ?? [];
      if (!address) return;
      clearTimeout(late);
      // By its number, since a name may stand for another address than the one that is listened on.
      done(address.replace("//localhost:", "//127.0.0.1:"));
    });
  });
}

export async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const end = ended(child);
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), stopTimeoutMs);
  await end;
  clearTimeout(late);
}

const ended = (child: ChildProcess) => new Promise<number | null>((done) => child.once("close", done));

function collect(child: ChildProcess, onLine: (line: string) => void = () => {}): string[] {
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on("line", (line) => {
      said.push(line);
      onLine(line);
    });
  }
  return said;
}

/** The host may be the folder of a socket, which stands in the query. */
function addressOf({ host = "", port, user, password, database }: pg.PoolConfig): string {
  const credentials = `${encodeURIComponent(user ?? "")}:${encodeURIComponent(String(password))}`;
  return `postgresql://${credentials}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
}
