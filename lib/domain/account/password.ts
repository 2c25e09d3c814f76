// Passwords: argon2id, so many at a time. Hashing takes memory and a thread of the pool that files and DNS share,
// so a rush of sign-ins waits in a bounded line instead of taking the whole process with it.
import { availableParallelism } from "node:os";
import { hash, type Options, verify } from "@node-rs/argon2";
import { AppError } from "../../contract/errors";

/** OWASP's recommendation for argon2id, which is also the library's default algorithm. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const satisfies Options;

/** Hashing uses at most half of the processor, so that password guessing does not slow down conversations. */
const maxConcurrent = Math.max(1, Math.min(4, Math.floor(availableParallelism() / 2)));
const maxWaiting = 256;
const retryAfterMs = 2_000;

type Line = { running: number; waiting: (() => void)[] };

/** On globalThis because the framework bundles its own copy of this module, and the bound is the process's. */
const key = Symbol.for("parley.passwordLine");
const holder = globalThis as unknown as Record<symbol, Line | undefined>;

function line(): Line {
  const existing = holder[key];
  if (existing) return existing;
  const created: Line = { running: 0, waiting: [] };
  holder[key] = created;
  return created;
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const { waiting } = line();
  if (line().running < maxConcurrent) line().running++;
  else if (waiting.length < maxWaiting) await new Promise<void>((resolve) => waiting.push(resolve));
  else
    throw new AppError("unavailable", "Too many people are signing in right now. Please try again.", {
      retryAfterMs,
    });
  try {
    return await work();
  } finally {
    // The longest waiting call takes over this slot, so the count does not change.
    const next = waiting.shift();
    if (next) next();
    else line().running--;
  }
}

/** The same password typed on another system may arrive with its accents composed differently. */
const normalise = (password: string): string => password.normalize("NFKC");

export const hashPassword = (password: string): Promise<string> =>
  inTurn(() => hash(normalise(password), cost));

/** A hash that belongs to no account. Checking it takes as long as checking a real one. */
const decoy = `$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$${"A".repeat(22)}$${"A".repeat(43)}`;

/**
 * Takes as long for an account that does not exist, or has no password, as for one that does. `admit` is asked
 * when it is this try's turn, immediately before the work, and may throw to refuse it.
 */
export const verifyPassword = (
  passwordHash: string | null,
  password: string,
  admit: () => void | Promise<void>,
): Promise<boolean> =>
  inTurn(async () => {
    await admit();
    const matches = await verify(passwordHash ?? decoy, normalise(password));
    return matches && passwordHash !== null;
  });
