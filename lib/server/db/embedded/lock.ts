// Allows one Parley per data folder. The lock file names the process that holds it, so that the lock of a killed
// process can be recognised and taken over, and two processes that start at the same time cannot both hold it.
import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { StartError } from "../../start-error";
import { isAlive, processIdentity } from "./processes";

export class AlreadyRunningError extends StartError {
  constructor(pid: number) {
    super(`Parley is already running on this data folder (pid ${pid})`);
  }
}

interface Holder {
  pid: number;
  identity: string | null;
  /** Tells one taking of the lock from the next one. */
  taking: string;
}

/** Each attempt is one holder that let go between our look and our grasp. */
const maxAttempts = 20;

/** Takes the lock and returns the function that gives it back; throws a StartError when a living process has it. */
export function takeLock(path: string): () => void {
  const mine: Holder = { pid: process.pid, identity: processIdentity(process.pid), taking: randomUUID() };
  const draft = `${path}.${mine.taking}`;
  writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      // Creating a hard link is atomic, so a lock is never read half written.
      if (link(draft, path)) return () => giveBack(path, mine.taking);
      const holder = readHolder(path);
      if (holder === null) continue;
      if (holds(holder)) throw new AlreadyRunningError(holder.pid);
      removeStaleLock(path, holder);
    }
    throw new StartError(`The lock file ${path} changes too often to be taken; try again.`);
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Removes the lock of a dead holder. The right to do so is itself a lock, one for each taking: of two starters
 * that both saw the dead holder, the slower one cannot remove the lock that the faster one has made meanwhile.
 */
function removeStaleLock(path: string, dead: Holder): void {
  const release = takeLock(`${path}.${dead.taking}`);
  try {
    if (readHolder(path)?.taking === dead.taking) rmSync(path);
  } finally {
    release();
  }
}

function holds(holder: Holder): boolean {
  if (!isAlive(holder.pid)) return false;
  const identity = processIdentity(holder.pid);
  return identity === null || holder.identity === null || identity === holder.identity;
}

function giveBack(path: string, taking: string): void {
  if (readHolder(path)?.taking === taking) rmSync(path, { force: true });
}

function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function readHolder(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Holder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new StartError(`The lock file ${path} is damaged: remove it if no Parley is running.`);
  }
}
