// Under which account Postgres runs. It refuses to be root, so a Parley started by root needs another way:
// an ordinary account where that can reach the files, else a user namespace, in which root's own files
// belong to an ordinary number. Who owns the cluster's folder says which way it was made.
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, lstatSync, readFileSync, statSync } from "node:fs";
import { platform, userInfo } from "node:os";
import { dirname } from "node:path";
import type { Logger } from "pino";
import { StartError } from "../../start-error";
import type { Binaries } from "./binaries";

export type RunAs = { kind: "self" } | { kind: "account"; uid: number; gid: number } | { kind: "namespace" };

const accountName = "postgres";
/** "nobody" on every system: stands for an account that has yet to be made. */
const anyAccount = { kind: "account", uid: 65_534, gid: 65_534 } as const;
const probeTimeoutMs = 10_000;

/** The program and arguments that start `file` that way, and the options for spawn. */
export function commandFor(runAs: RunAs, file: string, args: string[]) {
  if (runAs.kind === "namespace") {
    const uid = namedUid();
    const before = ["--user", `--map-user=${uid}`, `--map-group=${uid}`, "--"];
    return { program: "unshare", args: [...before, file, ...args], options: {} };
  }
  const options = runAs.kind === "account" ? { uid: runAs.uid, gid: runAs.gid } : {};
  return { program: file, args, options };
}

/** Finds a way that works and makes the cluster's folder, when there is one, belong to it. */
export function chooseRunAs(binaries: Binaries, dataDir: string, clusterDir: string, log: Logger) {
  const owner = lstatSync(clusterDir, { throwIfNoEntry: false });
  const versionAs = (runAs: RunAs) => probe(runAs, binaries, dataDir);
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && owner && process.getuid && owner.uid !== process.getuid()) {
    throw new StartError(
      `The database in ${clusterDir} belongs to another account (uid ${owner.uid}): start Parley as that account or as root, or change the owner of ${dataDir}.`,
    );
  }
  for (const runAs of isRoot ? waysForRoot(owner, dataDir, versionAs) : waysForOthers()) {
    letPass(runAs, dataDir);
    const version = versionAs(runAs);
    if (!version) continue;
    if (isRoot && owner) giveClusterTo(runAs, clusterDir, owner, log);
    return { runAs, version };
  }
  throw new StartError(
    isRoot
      ? `PostgreSQL refuses to run as root, and no other account can reach both ${dataDir} and ${dirname(binaries.postgres)}: start Parley as an ordinary user, or move its folder to where everyone may enter, such as /opt.`
      : `The embedded PostgreSQL does not run here ("${binaries.postgres} --version" fails): set DATABASE_URL to a PostgreSQL of your own.`,
  );
}

/** Makes the account that Postgres runs as the owner of a file or an empty folder. */
export function giveTo(runAs: RunAs, path: string): void {
  if (runAs.kind === "account") chownSync(path, runAs.uid, runAs.gid);
  if (runAs.kind === "namespace") chownSync(path, process.getuid?.() ?? 0, process.getgid?.() ?? 0);
}

/** The data folder is closed to everyone else; the account that Postgres runs as may pass through it to its own part. */
function letPass(runAs: RunAs, dataDir: string): void {
  if (runAs.kind !== "account") return;
  const { uid, mode } = statSync(dataDir);
  if (uid !== 0 || mode & 0o001) return;
  chownSync(dataDir, uid, runAs.gid);
  chmodSync(dataDir, mode | 0o010);
}

function* waysForRoot(
  owner: { uid: number; gid: number } | undefined,
  dataDir: string,
  versionAs: (runAs: RunAs) => string | null,
): Generator<RunAs> {
  // An account is made only where it would help.
  const isReachable = () => {
    letPass(anyAccount, dataDir);
    return versionAs(anyAccount) !== null;
  };
  if (owner)
    yield owner.uid === 0 ? { kind: "namespace" } : { kind: "account", uid: owner.uid, gid: owner.gid };
  const account = findAccount() ?? (isReachable() ? makeAccount() : null);
  if (account) yield account;
  const parent = statSync(dirname(dataDir));
  if (parent.uid !== 0) yield { kind: "account", uid: parent.uid, gid: parent.gid };
  yield { kind: "namespace" };
}

function* waysForOthers(): Generator<RunAs> {
  // Postgres wants to know the name of the account, which one made for a container may not have.
  if (!hasName()) yield { kind: "namespace" };
  yield { kind: "self" };
}

function hasName(): boolean {
  try {
    return Boolean(userInfo());
  } catch {
    return false;
  }
}

/** An ordinary account that the system has a name for, to be taken for within a namespace. */
function namedUid(): number {
  const lines = existsSync("/etc/passwd") ? readFileSync("/etc/passwd", "utf8").split("\n") : [];
  return lines.map((line) => Number(line.split(":")[2])).find((uid) => uid > 0) ?? anyAccount.uid;
}

/** The version text of Postgres started that way, or null when it cannot reach the program or the data folder. */
function probe(runAs: RunAs, binaries: Binaries, dataDir: string): string | null {
  const script = 'cd "$0" && exec "$1" --version';
  const { program, args, options } =
    platform() === "win32"
      ? commandFor(runAs, binaries.postgres, ["--version"])
      : commandFor(runAs, "/bin/sh", ["-c", script, dataDir, binaries.postgres]);
  const result = spawnSync(program, args, {
    ...options,
    cwd: "/",
    encoding: "utf8",
    timeout: probeTimeoutMs,
  });
  return result.status === 0 ? result.stdout.trim() : null;
}

function findAccount(): RunAs | null {
  try {
    const [uid, gid] = ["-u", "-g"].map((flag) =>
      Number(
        execFileSync("id", [flag, accountName], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
      ),
    );
    return uid && gid ? { kind: "account", uid, gid } : null;
  } catch {
    return null;
  }
}

function makeAccount(): RunAs | null {
  const made = spawnSync("useradd", ["--system", "--user-group", "--no-create-home", accountName], {
    stdio: "ignore",
  });
  return made.status === 0 ? findAccount() : null;
}

function giveClusterTo(runAs: RunAs, clusterDir: string, owner: { uid: number }, log: Logger): void {
  const { uid, gid } = runAs.kind === "account" ? runAs : { uid: 0, gid: 0 };
  if (owner.uid === uid) return;
  log.info({ clusterDir, from: owner.uid, to: uid }, "the database changes its owner");
  execFileSync("chown", ["-hR", `${uid}:${gid}`, clusterDir]);
}
