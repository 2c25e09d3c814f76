import { vi } from "vitest";

const waitMs = 10_000;

/** Tries the expectation again until it holds, for as long as a busy machine may need. */
export const eventually = <T>(expectation: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(expectation, { timeout: waitMs });
