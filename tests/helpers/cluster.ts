// Several complete Parley nodes in separate processes on one database and one Redis, as behind a load balancer.
import type { ChildProcess } from "node:child_process";
import { afterAll, beforeAll } from "vitest";
import type { Actor } from "../../lib/contract/actor";
import { tokenOf } from "./api";
import { type TestDatabase, testDatabase } from "./database";
import { redisProgram, TestRedis } from "./redis";
import { spawnServer } from "./server";
import { build, buildTimeoutMs, byNumber, started, stopped } from "./server-process";

const hookTimeoutMs = buildTimeoutMs + 60_000;

/** The condition for these tests: without redis-server they are skipped, except in CI, where they fail. */
export const canRun = redisProgram !== null || Boolean(process.env.CI);
if (!canRun)
  console.log("Tests of several nodes are skipped: redis-server is missing (apt-get install redis-server).");

export class Node {
  readonly lines: string[] = [];
  readonly errors: string[] = [];
  private child: ChildProcess | undefined;
  private address = "";

  constructor(
    private readonly database: Pick<TestDatabase, "options">,
    private readonly env: Record<string, string>,
  ) {}

  /** Without a trailing slash. */
  get url(): string {
    return this.address;
  }

  async start(): Promise<void> {
    this.child = spawnServer(this.database.options, this.env);
    this.address = byNumber(await started(this.child, this.lines, this.errors));
  }

  async stop(): Promise<void> {
    if (this.child) await stopped(this.child);
  }

  async kill(): Promise<void> {
    const { child } = this;
    if (!child) return;
    const ended = new Promise((done) => child.once("exit", done));
    child.kill("SIGKILL");
    await ended;
  }

  /** Settles when the process has ended, for any reason. */
  async ended(): Promise<void> {
    const { child } = this;
    if (child && child.exitCode === null && child.signalCode === null)
      await new Promise((done) => child.once("exit", done));
  }

  get pid(): number {
    if (!this.child?.pid) throw new Error("The node is there once it has started.");
    return this.child.pid;
  }

  /** The process keeps its connections and does nothing. */
  hang(): void {
    this.child?.kill("SIGSTOP");
  }

  wake(): void {
    this.child?.kill("SIGCONT");
  }

  bearer(actor: Actor): { authorization: string } {
    return { authorization: `Bearer ${tokenOf(actor)}` };
  }

  async ready(): Promise<{ status: number; redis: unknown }> {
    const response = await fetch(`${this.url}/api/ready`);
    const body = (await response.json()) as { data?: { redis?: unknown } };
    return { status: response.status, redis: body.data?.redis };
  }
}

export interface TestCluster {
  readonly database: TestDatabase;
  readonly redis: TestRedis;
  /** Returns a node by its index, as in `node(0)`. */
  node(index: number): Node;
  /** Starts one more node, which is stopped with the others. It may use another Redis address or other settings. */
  addNode(redisUrl?: string, more?: Record<string, string>): Promise<Node>;
}

export function testCluster(count: number, env: Record<string, string> = {}): TestCluster {
  const database = testDatabase();
  const nodes: Node[] = [];
  let redis: TestRedis | undefined;

  const theRedis = () => {
    if (!redis) throw new Error("Redis is there from beforeAll on.");
    return redis;
  };
  const addNode = async (redisUrl = theRedis().url, more = {}) => {
    const node = new Node(database, { ...env, ...more, REDIS_URL: redisUrl });
    nodes.push(node);
    await node.start();
    return node;
  };

  beforeAll(async () => {
    if (!canRun) return;
    await build();
    redis = await TestRedis.make();
    await redis.start();
    for (let index = 0; index < count; index++) await addNode();
  }, hookTimeoutMs);

  afterAll(async () => {
    await Promise.all(nodes.map((node) => node.stop()));
    await redis?.remove();
  }, hookTimeoutMs);

  return {
    database,
    addNode,
    get redis() {
      return theRedis();
    },
    node(index) {
      const found = nodes[index];
      if (!found) throw new Error(`There is no node ${index}.`);
      return found;
    },
  };
}
