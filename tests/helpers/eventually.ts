import { vi } from "vitest";

const waitMs = 10_000;

/** Retries the expectation until it holds, with a timeout that suits a busy machine. */
export const eventually = <T>(expectation: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(expectation, { timeout: waitMs });
