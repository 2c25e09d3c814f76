// What every part of the engine is handed.
import type { EngineStore } from "../state/store";
import type { Call } from "../transport/transport";

export type Context = {
  readonly store: EngineStore;
  readonly call: Call;
  readonly isLive: () => boolean;
  readonly now: () => number;
  readonly random: () => number;
};

export const longestBackOffMs = 30_000;

/** Longer after each failure, and never the same for everybody. */
export function backOffMs(attempt: number, random: () => number, retryAfterMs = 0): number {
  const mostMs = Math.min(longestBackOffMs, 500 * 2 ** Math.min(attempt, 10));
  return Math.max(retryAfterMs, mostMs / 2 + (random() * mostMs) / 2);
}
