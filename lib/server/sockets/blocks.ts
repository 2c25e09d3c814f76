// Stops open connections from watching people who have just blocked their owner. Each node asks the database once a
// second, so this works whatever has become of the link between the nodes.
import type { Logger } from "pino";
import { type RecentBlock, unsafeFindRecentBlocks } from "../../domain/presence/find-recent-blocks";

const everyMs = 1_000;
/** Wide enough for a commit that took long, a clock that is a little behind, and a watch that began meanwhile. */
const overlapMs = 60_000;

type Options = {
  hasConnections: () => boolean;
  stopWatching: (block: RecentBlock) => void;
  log: Logger;
};

/** Returns the function that stops the watch. */
export function watchBlocks({ hasConnections, stopWatching, log }: Options): () => void {
  let coveredMs = performance.now();
  let isAsking = false;
  const ask = async () => {
    if (isAsking) return;
    isAsking = true;
    const askedMs = performance.now();
    try {
      // Nothing is missed while the database does not answer: the next answer covers the whole time since the last.
      if (hasConnections()) {
        const blocks = await unsafeFindRecentBlocks(Math.round(askedMs - coveredMs + overlapMs));
        for (const block of blocks) stopWatching(block);
      }
      coveredMs = askedMs;
    } catch (error) {
      log.warn({ name: (error as Error).name }, "new blocks not checked");
    } finally {
      isAsking = false;
    }
  };
  const timer = setInterval(() => void ask(), everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
