// A lock that ends with its holder: a file named after the folder, holding the holder's process number.
import { createHash } from "node:crypto";
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const lockPollMs = 200;

/** Two programs that prepare the same clone at the same instant take turns. */
export async function lockFolder(folder) {
  const who = createHash("sha256")
    .update(`${folder} ${process.getuid?.() ?? ""}`)
    .digest("hex")
    .slice(0, 12);
  const path = join(tmpdir(), `parley-prepare-${who}.lock`);
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, String(process.pid));
  try {
    while (!tryLink(draft, path)) {
      if (!isAlive(holderOf(path))) rmSync(path, { force: true });
      else await new Promise((done) => setTimeout(done, lockPollMs));
    }
  } finally {
    rmSync(draft, { force: true });
  }
  const unlock = () => rmSync(path, { force: true });
  process.once("exit", unlock);
  return () => {
    process.off("exit", unlock);
    unlock();
  };
}

function tryLink(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function isAlive(pid) {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Zero once the lock has been let go. */
function holderOf(path) {
  return existsSync(path) ? Number(readFileSync(path, "utf8")) : 0;
}
