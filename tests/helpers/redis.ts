// A real Redis for one test file, which may be killed, hung and restarted. Its data is removed after the file.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createClient } from "redis";
import { findCommand } from "../../scripts/system-packages.mjs";
import { freePort } from "./free-port";

const startTimeoutMs = 10_000;

export const redisProgram: string | null = findCommand("redis-server");

export class TestRedis {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly program: string,
    private readonly folder: string,
    private readonly port: number,
  ) {}

  /** The value for REDIS_URL. */
  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  static async make(): Promise<TestRedis> {
    if (!redisProgram) throw new Error("There is no redis-server on the PATH.");
    return new TestRedis(redisProgram, mkdtempSync(join(tmpdir(), "parley-redis-")), await freePort());
  }

  /** Empty each time, because a cache may lose its data. */
  async start(): Promise<void> {
    const options = ["--bind", "127.0.0.1", "--port", String(this.port), "--dir", this.folder];
    const child = spawn(this.program, [...options, "--save", "", "--appendonly", "no"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.child = child;
    await new Promise<void>((done, fail) => {
      const late = setTimeout(() => fail(new Error("Redis was not ready in time.")), startTimeoutMs);
      child.once("exit", () => fail(new Error("Redis ended.")));
      createInterface({ input: child.stdout }).on("line", (line) => {
        if (!line.includes("Ready to accept connections")) return;
        clearTimeout(late);
        done();
      });
    });
  }

  async kill(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once("exit", done));
    child.kill("SIGKILL");
    await ended;
  }

  /** It keeps its connections and does not answer. */
  hang(): void {
    this.child?.kill("SIGSTOP");
  }

  wake(): void {
    this.child?.kill("SIGCONT");
  }

  /** Returns the reply to one command. */
  async ask(...command: string[]): Promise<unknown> {
    const client = createClient({ url: this.url, RESP: 2 });
    await client.connect();
    return client.sendCommand(command).finally(() => client.destroy());
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((done, fail) => {
    server.once("error", fail);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      done(typeof address === "object" && address ? address.port : 0);
    });
  });
}

/** A connection to Redis that can be cut, so that only one node loses Redis. */
export class Wire {
  private readonly ends = new Set<Socket>();
  private server: Server | undefined;
  private port = 0;

  constructor(private readonly to: TestRedis) {}

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async connect(): Promise<void> {
    const server = createServer((near) => {
      const far = connect({ host: "127.0.0.1", port: Number(new URL(this.to.url).port) });
      for (const [end, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.ends.add(end);
        end.on("error", () => other.destroy());
        end.on("close", () => other.destroy());
        end.pipe(other);
      }
    });
    this.server = server;
    this.port = await listen(server, this.port);
  }

  cut(): void {
    this.server?.close();
    for (const end of this.ends) end.destroy();
    this.ends.clear();
  }
}
