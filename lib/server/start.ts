// Brings a whole Parley up in this process and takes it down again, in the order in which the parts need each other.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import next from "next";
import { PHASE_PRODUCTION_SERVER } from "next/constants.js";
import type { Logger } from "pino";
import { logAccess } from "./access-log";
import { type AdmittedRequest, admitRequest } from "./admit-request";
import { answerApi } from "./answer-api";
import { type Config, lacksPublicUrl, withPort } from "./config";
import { sendConsoleToLog } from "./console-log";
import { connectDatabase } from "./db/connect";
import { closeDatabase, type Database, openDatabase } from "./db/database";
import { applyMigrations } from "./db/migrate";
import { observeQueues } from "./db/queue-observer";
import { makeGate } from "./gate";
import { createHttpServer, drain, listen } from "./http";
import { memoryLimiter, unlimited } from "./limiter";
import { createLog } from "./log";
import { Metrics } from "./metrics";
import { writeAnswer } from "./node-call";
import { admitVisit } from "./page-limits";
import { describeCause } from "./problem";
import { publish } from "./publish";
import { type Cluster, joinCluster } from "./redis/cluster";
import { rootDir } from "./root";
import { provide, use } from "./slot";
import { StartError } from "./start-error";
import { UnconfirmedCommits } from "./unconfirmed-commits";
import { warmUp } from "./warm-up";

/** Something that lives on the HTTP server, such as the sockets; answers the function that ends it. */
export type Service = (
  server: Server,
  config: Config,
  log: Logger,
  cluster: Cluster | null,
) => Promise<() => Promise<void>>;

export interface StartOptions {
  isDev?: boolean;
  services?: Service[];
  /** Fills an empty database with the demo; answers false where there is something already. */
  seedDemo?: (database: Database) => Promise<boolean>;
}

export interface RunningServer {
  url: string;
  /** The embedded database's process, when there is one. */
  databasePid(): number | null;
  close(): Promise<void>;
}

export async function startServer(
  config: Config,
  { isDev = false, services = [], seedDemo }: StartOptions = {},
): Promise<RunningServer> {
  const log = createLog(config);
  if (!config.hasRateLimits) log.warn("RATE LIMITS ARE OFF (PARLEY_RATE_LIMITS=off): for benchmarks only");
  if (lacksPublicUrl(config))
    log.warn("PARLEY_URL is not set: browsers can call only by an address of this machine, without TLS");
  provide("config", config);
  provide("log", log);
  provide("limiter", config.hasRateLimits ? memoryLimiter() : unlimited);
  // Defaults for a server without live connections. The socket service replaces them.
  provide("online", async () => new Set());
  provide("fanOut", () => undefined);
  provide("jobs", () => "off");
  const unconfirmedCommits = new UnconfirmedCommits((facts) => publish({ facts }));
  provide("unconfirmedCommit", (commit) => unconfirmedCommits.add(commit));
  const giveConsoleBack = isDev ? () => {} : sendConsoleToLog(log);
  const closers: (() => Promise<void>)[] = [
    async () => giveConsoleBack(),
    async () => unconfirmedCommits.close(),
  ];
  startMetrics(closers);
  // Closes in reverse order of starting. If one part fails to close, the others are still closed.
  const close = async () => {
    for (const closePart of closers.splice(0).reverse()) {
      await closePart().catch((error: Error) => log.error({ error: error.message }, "a part did not close"));
    }
  };
  try {
    if (!isDev) await loadPagesConfigQuietly();
    const web = next({
      dev: isDev,
      dir: rootDir,
      hostname: config.host,
      port: config.port,
      quiet: !isDev,
      // Outside development the framework has no upgrades to handle; it gets a server that never hears of any.
      ...(!isDev && { httpServer: createServer() }),
    });
    const [embedded] = await bothOrNeither(bringUpDatabase(config, log, closers, seedDemo), web.prepare());
    closers.push(() => web.close());
    const answer = answerWith(web.getRequestHandler(), log);
    const server = createHttpServer(config.trustsProxy, answer, makeGate(isDev));
    const cluster = await findNodes(config, log, closers);
    const endings: (() => Promise<void>)[] = [];
    for (const service of services) endings.push(await service(server, config, log, cluster));
    closers.push(() =>
      drain(server, async () => void (await Promise.allSettled(endings.map((end) => end())))),
    );
    const port = await listen(server, config.port, config.host).catch((error) =>
      explainListen(error, config),
    );
    const { publicUrl: url } = withPort(config, port);
    provide("config", withPort(config, port));
    return { url, databasePid: () => embedded?.pid() ?? null, close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Handles requests that are not for Socket.IO: first the entry checks, then the API or the framework. */
function answerWith(framework: Handler, log: Logger): (...call: Parameters<Handler>) => void {
  return (request, response) => {
    logAccess(log, request, response);
    const admitted = admitRequest(request, response);
    if (admitted === null) return;
    answer(admitted, request, response).catch((error: unknown) => {
      log.error({ cause: describeCause(error) }, "a request could not be answered");
      response.destroy();
    });
  };

  async function answer(
    { visit, call }: AdmittedRequest,
    ...[request, response]: Parameters<Handler>
  ): Promise<void> {
    if (visit !== null && !(await admitVisit(visit, request, response))) return;
    if (call === null) return framework(request, response);
    await writeAnswer(request, response, await answerApi(call.http, call.match));
  }
}

function startMetrics(closers: (() => Promise<void>)[]): void {
  const metrics = new Metrics({
    pools: () => ({ main: use("database").pool, batch: use("database").batchPool }),
  });
  provide("metrics", metrics);
  observeQueues(metrics);
  closers.push(async () => metrics.stop());
}

/** Without REDIS_URL this process is the only one. */
async function findNodes(
  { redisUrl, hasRateLimits }: Config,
  log: Logger,
  closers: (() => Promise<void>)[],
): Promise<Cluster | null> {
  provide("redis", () => "off");
  if (redisUrl === null) return null;
  const cluster = await joinCluster(redisUrl, log);
  closers.push(() => cluster.close());
  provide("redis", () => (cluster.isUp ? "ok" : "down"));
  if (hasRateLimits) provide("limiter", cluster.shareLimits(use("limiter")));
  return cluster;
}

/** Next tells the terminal how long its configuration took to load, unless that is in its cache already. */
async function loadPagesConfigQuietly(): Promise<void> {
  const load = createRequire(import.meta.url)(
    "next/dist/server/config",
  ) as typeof import("next/dist/server/config");
  await load.default(PHASE_PRODUCTION_SERVER, rootDir, { silent: true });
}

async function bringUpDatabase(
  config: Config,
  log: Logger,
  closers: (() => Promise<void>)[],
  seedDemo: StartOptions["seedDemo"],
) {
  const { connection, embedded, stop } = await connectDatabase(config, log);
  closers.push(stop);
  const applied = await applyMigrations(connection);
  if (applied.length > 0) log.info({ applied }, "migrations applied");
  const database = openDatabase(connection, (error) =>
    log.warn({ error: error.message }, "a database connection was lost"),
  );
  closers.push(() => closeDatabase(database));
  provide("database", database);
  await warmUp();
  if (config.isDemo) await seedDemo?.(database);
  return embedded;
}

/** Waits for both also when one fails, so that nothing is still starting while everything is being closed. */
async function bothOrNeither<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([first, second]);
  return Promise.all([first, second]);
}

function explainListen(error: NodeJS.ErrnoException, { host, port }: Config): never {
  if (error.code === "EADDRINUSE")
    throw new StartError(`Port ${port} on ${host} is in use by another program: set PORT.`);
  if (error.code === "EACCES")
    throw new StartError(`Port ${port} is not open to this account: set PORT to 1024 or more.`);
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND") {
    throw new StartError(`HOST ${host} is not an address of this machine.`);
  }
  throw error;
}
