// The same thing done to many conversations, a few at a time, so that nobody else's turn suffers from it. Pure but
// for what it is handed.
import type { ErrorBody } from "@/lib/contract/envelope";

type Done = { ok: true } | { ok: false; error: ErrorBody };
export type BulkResult = { done: number; failed: number; error: ErrorBody | null };

const atOnce = 4;
const mostTries = 8;
const fallbackWaitMs = 500;

/** What is refused for haste is tried again when the server says so; anything else counts as failed. */
export async function doToAll(
  ids: readonly string[],
  act: (id: string) => Promise<Done>,
  wait: (ms: number) => Promise<void>,
): Promise<BulkResult> {
  const result: BulkResult = { done: 0, failed: 0, error: null };
  const queue = [...ids];
  const work = async () => {
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      const done = await tryOften(() => act(id as string), wait);
      if (done.ok) result.done++;
      else {
        result.failed++;
        result.error = done.error;
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return result;
}

async function tryOften(act: () => Promise<Done>, wait: (ms: number) => Promise<void>): Promise<Done> {
  for (let tries = 1; ; tries++) {
    const done = await act();
    if (done.ok || done.error.code !== "rate_limited" || tries === mostTries) return done;
    await wait(done.error.retryAfterMs ?? fallbackWaitMs);
  }
}
