// Waits for conditions within this process, and the retry pauses that the contract asks of clients.
import { setTimeout as delay } from "node:timers/promises";

/** Pauses between two attempts, as the server or the client's backoff says. No test relies on it for timing. */
export const pause = (ms: number): Promise<void> => delay(ms);

const longestMs = 60_000;

export class Signal {
  private readonly checks = new Set<() => void>();

  raise(): void {
    for (const check of [...this.checks]) check();
  }

  until(holds: () => boolean, what = "what a client was to reach"): Promise<void> {
    return new Promise((done, fail) => {
      const late = setTimeout(() => {
        this.checks.delete(check);
        fail(new Error(`Waited in vain for ${what}.`));
      }, longestMs);
      const check = () => {
        if (!holds()) return;
        this.checks.delete(check);
        clearTimeout(late);
        done();
      };
      this.checks.add(check);
      check();
    });
  }
}
