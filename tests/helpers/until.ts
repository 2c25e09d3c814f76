// Waiting for something outside of this process that tells nobody when it happens: asked again until it holds.
import { setTimeout as delay } from "node:timers/promises";

/** Slow enough for the rate of commands, which the tests are held to like everybody. */
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
