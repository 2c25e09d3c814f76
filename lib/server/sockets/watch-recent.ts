// Polls the database once a second for recent changes that concern this node's connections. Facts normally arrive
// sooner. The poll also works while the link between the nodes is down.
import type { Logger } from "pino";

const everyMs = 1_000;
/** Wide enough for a commit that took long, a clock that is a little behind, and a connection that began meanwhile. */
const overlapMs = 60_000;

type Options<Change> = {
  find: (withinMs: number) => Promise<Change[]>;
  /** Called more than once for each change. */
  act: (change: Change) => void;
  hasConnections: () => boolean;
  log: Logger;
  /** For the log, when the database does not answer. */
  failure: string;
};

/** Returns the function that stops the watch. */
export function watchRecent<Change>(options: Options<Change>): () => void {
  const { find, act, hasConnections, log, failure } = options;
  let coveredMs = performance.now();
  let isAsking = false;
  const ask = async () => {
    if (isAsking) return;
    isAsking = true;
    const askedMs = performance.now();
    try {
      // Nothing is missed while the database does not answer: the next answer covers the whole time since the last.
      if (hasConnections())
        for (const change of await find(Math.round(askedMs - coveredMs + overlapMs))) act(change);
      coveredMs = askedMs;
    } catch (error) {
      log.warn({ name: (error as Error).name }, failure);
    } finally {
      isAsking = false;
    }
  };
  const timer = setInterval(() => void ask(), everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
