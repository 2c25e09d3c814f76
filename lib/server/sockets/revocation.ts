// Ends the sockets of ended sessions. A fact normally does that at once. This poll of the database is the fallback, so
// it also works while the link between the nodes is down.
import type { Logger } from "pino";
import { type Ended, unsafeFindEndedAmong, unsafeFindEndedRecently } from "../../domain/session/find-ended";

const everyMs = 1_000;
/** Wide enough for a commit that took long, or a clock that is a little behind. */
const windowMs = 60_000;
const completeEvery = 30;
const maxAtOnce = 10_000;

type Options = {
  sessionIds: () => string[];
  end: (ended: Ended) => void;
  log: Logger;
};

/** Answers the function that stops the watch. */
export function watchRevocations({ sessionIds, end, log }: Options): () => void {
  let round = 0;
  let isAsking = false;
  const ask = async () => {
    if (isAsking) return;
    isAsking = true;
    try {
      const here = sessionIds();
      if (here.length === 0) return;
      const ended = await (round++ % completeEvery === 0
        ? askForAll(here)
        : unsafeFindEndedRecently(windowMs));
      const present = new Set(here);
      for (const each of ended) if (present.has(each.sessionId)) end(each);
    } catch (error) {
      // Asked again for everyone as soon as the database answers.
      round = 0;
      log.warn({ name: (error as Error).name }, "ended sessions not checked");
    } finally {
      isAsking = false;
    }
  };
  const timer = setInterval(() => void ask(), everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

async function askForAll(sessionIds: readonly string[]): Promise<Ended[]> {
  const ended: Ended[] = [];
  for (let from = 0; from < sessionIds.length; from += maxAtOnce)
    ended.push(...(await unsafeFindEndedAmong(sessionIds.slice(from, from + maxAtOnce))));
  return ended;
}
