// Polls for a condition outside this process that sends no event.
import { setTimeout as delay } from "node:timers/promises";

/** Slow enough for the rate limits, which also apply to tests. */
const pollMs = 60;
const waitMs = 10_000;

export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  withinMs = waitMs,
): Promise<void> {
  const deadlineMs = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > deadlineMs) throw new Error(`Waited in vain for ${what}.`);
    await delay(pollMs);
  }
}
