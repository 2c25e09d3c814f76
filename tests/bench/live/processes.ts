// The processes of the live benchmark: the servers and the load generator.
import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { databaseUrl } from "../../helpers/database-url";
import type { Task } from "./generator";

export type RunningServer = { url: string; pid: number; stop: () => Promise<void> };

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const viaTsx = { execArgv: ["--import", "tsx"], serialization: "json" as const };

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error("The process did not start.");
  return child.pid;
}

export async function startAnchor(
  kind: "relay" | "ordinary",
  connection: pg.PoolConfig,
): Promise<RunningServer> {
  const env = { ...process.env, NODE_ENV: "production" as const };
  const child = fork(here("./anchors.ts"), [kind, JSON.stringify(connection)], { ...viaTsx, env });
  const [{ url }] = (await once(child, "message")) as [{ url: string }];
  return { url, pid: pidOf(child), stop: () => stop(child) };
}

/** BENCH_PROFILE names a folder for the server's CPU profile, which `flame.ts` reads. */
const profiling = (): string[] =>
  process.env.BENCH_PROFILE ? ["--cpu-prof", "--cpu-prof-dir", process.env.BENCH_PROFILE] : [];

export async function startParley(connection: pg.PoolConfig, secret: string): Promise<RunningServer> {
  const child = spawn(process.execPath, [...profiling(), here("../../../dist/server.js")], {
    cwd: here("../../.."),
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: "production",
      PORT: "0",
      DATABASE_URL: databaseUrl(connection),
      PARLEY_SECRET: secret,
      PARLEY_RATE_LIMITS: "off",
      LOG_LEVEL: "error",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /ready at (\S+)/.exec(line)?.[1];
    if (url)
      return { url: url.replace("localhost", "127.0.0.1"), pid: pidOf(child), stop: () => stop(child) };
  }
  throw new Error("Parley did not start.");
}

/** One generator for each task, so that no measurement inherits another one's garbage. */
export class Generator {
  private constructor(private readonly child: ChildProcess) {}

  static async start(): Promise<Generator> {
    const child = fork(here("./generator.ts"), [], viaTsx);
    await once(child, "message");
    return new Generator(child);
  }

  async run<T>(task: Task): Promise<T> {
    this.child.send(task);
    const [message] = (await once(this.child, "message")) as [{ answer?: T; error?: string }];
    if (message.error !== undefined) throw new Error(message.error);
    return message.answer as T;
  }

  stop = (): Promise<void> => stop(this.child);
}

/** Resident memory as the kernel counts it. */
export function residentBytes(pid: number): number {
  const kibibytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kibibytes) * 1024;
}

export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
