// How often a stranger may try to sign in. Failures are counted for the pair of account and network, for the network,
// and for the account; what turns out not to be a failure is given back.
import { createHash } from "node:crypto";
import { AppError } from "../../contract/errors";
import { guessRates, limits } from "../../contract/limits";
import { use } from "../slot";

export type Guess = {
  /** Counts this try, or throws when there is none left. */
  admit(isKnownNetwork: boolean): Promise<void>;
  /** The password was right. The pair's count stays until the whole sign-in has succeeded. */
  passedPassword(): Promise<void>;
  succeed(): Promise<void>;
};

/** Refuses at once where the pair of account and network is locked already. */
export async function beginGuess(email: string, network: string): Promise<Guess> {
  const limiter = use("limiter");
  const account = nameless(email.trim().toLowerCase());
  const pair = `sign-in:${account}:${network}`;
  refuse(await limiter.lockedForMs(pair, limits.signInFailures));
  let taken: (readonly [key: string, rate: (typeof guessRates)[keyof typeof guessRates]])[] = [];
  const giveBack = async () => {
    const given = taken;
    taken = [];
    await Promise.all(given.map(([key, rate]) => limiter.giveBack(key, rate)));
  };
  const take = async (name: "network" | "account" | "accountFirstTries", whose: string) => {
    const key = `sign-in-${name}:${whose}`;
    const waitMs = await limiter.take(key, guessRates[name]);
    if (waitMs === 0) taken.push([key, guessRates[name]]);
    return waitMs;
  };
  /** Many networks that guess at one account slow each other; the first try of each is admitted for longer. */
  const takeAccount = async () => {
    const waitMs = await take("account", account);
    const isFirstTry = waitMs > 0 && (await limiter.lockedForMs(pair, 1)) === 0;
    return isFirstTry ? take("accountFirstTries", account) : waitMs;
  };
  return {
    async admit(isKnownNetwork) {
      try {
        if (!isKnownNetwork) {
          refuse(await take("network", network));
          refuse(await takeAccount());
        }
        // Counted before the check and forgotten after a right one: of guesses made all at once, over all nodes,
        // exactly so many get a try.
        const { count, endsInMs } = await limiter.countFailure(pair, limits.signInWindowMs);
        if (count > limits.signInFailures) refuse(endsInMs);
      } catch (error) {
        await giveBack();
        throw error;
      }
    },
    passedPassword: giveBack,
    async succeed() {
      await Promise.all([giveBack(), limiter.forgetFailures(pair)]);
    },
  };
}

/**
 * A caller who enters codes already knows the password. So codes have a separate, lower rate, shared by all networks
 * that the account has not been used from. Returns a function that refunds the attempt.
 */
export async function admitCode(userId: string, isKnownNetwork: boolean): Promise<() => Promise<void>> {
  if (isKnownNetwork) return async () => {};
  const key = `sign-in-code:${userId}`;
  refuse(await use("limiter").take(key, guessRates.code));
  return async () => {
    await use("limiter").giveBack(key, guessRates.code);
  };
}

/** Hashes the email address, so that the cache holds no personal data. */
const nameless = (email: string): string =>
  createHash("sha256").update(email).digest("base64url").slice(0, 22);

function refuse(waitMs: number): void {
  if (waitMs <= 0) return;
  throw new AppError("rate_limited", "Too many failed sign-ins. Please wait before you try again.", {
    retryAfterMs: waitMs,
  });
}
