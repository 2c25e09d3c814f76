// Rate limits of one process: a generic cell rate algorithm (a token bucket kept as one number a key) and a
// counter of failures in a window. Both are bounded in memory.
import type { Rate } from "../contract/limits";

export type Bucket = { readonly key: string; readonly rate: Rate };

export interface Limiter {
  /** Takes one token, and one of `total` too if that is given: from both or from neither. Returns 0, or how long to wait. */
  take(key: string, rate: Rate, total?: Bucket): number | Promise<number>;
  /** Undoes one `take` that turned out not to count. */
  giveBack(key: string, rate: Rate): void | Promise<void>;
  /** How long this key is locked out for its failures so far; 0 when it is not. */
  lockedForMs(key: string, failures: number): number | Promise<number>;
  /** Counts one more in the window that the first of them began. */
  countFailure(key: string, windowMs: number): Failures | Promise<Failures>;
  forgetFailures(key: string): void | Promise<void>;
}

export type Failures = { count: number; endsInMs: number };

const maxKeys = 200_000;

/** A clock that is set, or corrected, neither gives nor takes tokens. */
const steadyNowMs = () => Math.round(performance.timeOrigin + performance.now());

export function memoryLimiter(nowMs: () => number = steadyNowMs): Limiter {
  const buckets = new Map<string, number>();
  const failed = new Map<string, { count: number; endsAtMs: number }>();

  /** When the bucket would be full again with one token less. */
  const fullAtMs = (key: string, { perSecond }: Rate, now: number) =>
    Math.max(buckets.get(key) ?? 0, now) + 1000 / perSecond;

  return {
    take(key, rate, total) {
      const now = nowMs();
      const ownMs = fullAtMs(key, rate, now);
      const totalMs = total ? fullAtMs(total.key, total.rate, now) : 0;
      const waitMs = Math.max(
        ownMs - emptyUntilMs(rate, now),
        total ? totalMs - emptyUntilMs(total.rate, now) : 0,
      );
      if (waitMs > 0) return Math.ceil(waitMs);
      makeRoom(buckets, (fullAt) => fullAt <= now);
      buckets.set(key, ownMs);
      if (total) buckets.set(total.key, totalMs);
      return 0;
    },
    giveBack(key, { perSecond }) {
      const emptyAtMs = buckets.get(key);
      if (emptyAtMs !== undefined) buckets.set(key, emptyAtMs - 1000 / perSecond);
    },
    lockedForMs(key, failures) {
      const entry = failed.get(key);
      if (!entry || entry.endsAtMs <= nowMs()) return 0;
      return entry.count >= failures ? entry.endsAtMs - nowMs() : 0;
    },
    countFailure(key, windowMs) {
      const now = nowMs();
      const entry = failed.get(key);
      if (entry && entry.endsAtMs > now) {
        entry.count++;
        return { count: entry.count, endsInMs: entry.endsAtMs - now };
      }
      makeRoom(failed, ({ endsAtMs }) => endsAtMs <= now);
      failed.set(key, { count: 1, endsAtMs: now + windowMs });
      return { count: 1, endsInMs: windowMs };
    },
    forgetFailures(key) {
      failed.delete(key);
    },
  };
}

/** When a bucket that is empty now is full again. */
const emptyUntilMs = ({ perSecond, burst }: Rate, now: number) => now + burst * (1000 / perSecond);

/** Drops what no longer matters once the map is full; if everything still matters, the oldest tenth goes. */
function makeRoom<V>(map: Map<string, V>, isStale: (value: V) => boolean): void {
  if (map.size < maxKeys) return;
  for (const [key, value] of map) if (isStale(value)) map.delete(key);
  for (const key of map.keys()) {
    if (map.size < maxKeys * 0.9) return;
    map.delete(key);
  }
}

export const unlimited: Limiter = {
  take: () => 0,
  giveBack: () => {},
  lockedForMs: () => 0,
  countFailure: () => ({ count: 0, endsInMs: 0 }),
  forgetFailures: () => {},
};
