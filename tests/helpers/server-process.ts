// Builds, starts and stops the built server as a process. Independent of the test runner, so that all runners can use
// it.
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { rootDir } from "./repository";

export const buildTimeoutMs = 5 * 60_000;
export const startTimeoutMs = 60_000;
export const stopTimeoutMs = 15_000;

/** Prints its address on standard output. See `started`. */
export function spawnParley(env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, ["--enable-source-maps", join(rootDir, "dist", "server.js")], {
    cwd: rootDir,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      PORT: "0",
      LOG_LEVEL: "error",
      PARLEY_IMAGE_HOSTS: "pictures.example",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Builds only when the output is stale. Test files that start at once wait for one build. */
export async function build(): Promise<void> {
  const builder = spawn(process.execPath, [join(rootDir, "scripts", "prepare.mjs")], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = collect(builder);
  const code = await ended(builder);
  if (code !== 0) throw new Error(`The build failed:\n${said.join("\n")}`);
}

/** Returns the address, without a trailing slash, once the server prints it. */
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
      done(address);
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

export const ended = (child: ChildProcess) => new Promise<number | null>((done) => child.once("close", done));

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

/** The numeric address, because a host name may resolve to a different one. */
export const byNumber = (url: string): string => url.replace("//localhost:", "//127.0.0.1:");
