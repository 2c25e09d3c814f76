// The built server in a process of its own: built, started, ended. Knows no test runner, so that every one can use it.
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { rootDir } from "./repository";

export const buildTimeoutMs = 5 * 60_000;
export const startTimeoutMs = 60_000;
export const stopTimeoutMs = 15_000;

/** Says on its standard output where it can be reached; see `started`. */
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

/** Nothing to do when the output is fresh; files that start at once wait for each other's build. */
export async function build(): Promise<void> {
  const builder = spawn(process.execPath, [join(rootDir, "scripts", "prepare.mjs")], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = collect(builder);
  const code = await ended(builder);
  if (code !== 0) throw new Error(`The build failed:\n${said.join("\n")}`);
}

/** Answers the address, without a slash at its end, once the server says it. */
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

/** An address by its number, since a name may stand for another one than that which is listened on. */
export const byNumber = (url: string): string => url.replace("//localhost:", "//127.0.0.1:");
