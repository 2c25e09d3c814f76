// Adaptive group commit: while batches are being committed, the next one collects. An idle queue adds no wait,
// a busy one shares each commit among everything that arrived meanwhile.
import { AppError } from "../../contract/errors";
import { announceQueue, reportBatch } from "./queue-observer";

type Waiting<I, O> = {
  item: I;
  deadlineMs: number;
  resolve: (output: O) => void;
  reject: (error: unknown) => void;
};

type Options<I, O> = {
  /** Under which the metrics show it; without one they do not. */
  name?: string;
  /** Commits a batch and returns one outcome per item, in order. An `Error` as outcome fails only that item. */
  commit: (items: I[]) => Promise<(O | Error)[]>;
  /** Items of one lane are committed in the order of their arrival: a lane is never in two batches at once. */
  lane: (item: I) => string;
  /** Items with the same key never share a batch: the later one has to see the earlier one stored. */
  key: (item: I) => string;
  /** The key of an item on which this one builds: it must not share its batch either. */
  after?: (item: I) => string | null;
  /** So many batches at once. More than one keeps the database at work while answers are being given out. */
  maxInFlight: number;
  maxBatch: number;
  maxQueue: number;
  timeoutMs: number;
};

export type GroupCommit<I, O> = { add: (item: I) => Promise<O>; readonly depth: number };

const retryAfterMs = 1_000;
const sweepEveryMs = 500;
/** Smaller batches cost more by themselves than they gain by being two. */
const worthSharing = 16;
const busy = () =>
  new AppError("unavailable", "Parley is very busy. Please try again in a moment.", { retryAfterMs });

export function groupCommit<I, O>(options: Options<I, O>): GroupCommit<I, O> {
  const { name, lane, key, maxInFlight, maxBatch, maxQueue, timeoutMs } = options;
  const busyLanes = new Set<string>();
  let queue: Waiting<I, O>[] = [];
  let inFlight = 0;
  let isScheduled = false;
  let sweep: NodeJS.Timeout | undefined;

  /** Splits the waiting items evenly among the free connections, so that the database works on them in parallel. */
  function fairShare(): number {
    const share = Math.ceil(queue.length / (maxInFlight - inFlight));
    return Math.min(maxBatch, Math.max(share, worthSharing));
  }

  function take(most: number): Waiting<I, O>[] {
    const batch: Waiting<I, O>[] = [];
    const later: Waiting<I, O>[] = [];
    const keys = new Set<string>();
    const held = new Set<string>();
    for (const waiting of queue) {
      const itsLane = lane(waiting.item);
      const itsKey = key(waiting.item);
      const mustWait =
        batch.length === most ||
        busyLanes.has(itsLane) ||
        held.has(itsLane) ||
        keys.has(itsKey) ||
        keys.has(options.after?.(waiting.item) ?? "");
      if (mustWait) {
        held.add(itsLane);
        later.push(waiting);
      } else {
        keys.add(itsKey);
        batch.push(waiting);
      }
    }
    queue = later;
    return batch;
  }

  function start(): void {
    isScheduled = false;
    while (inFlight < maxInFlight && queue.length > 0) {
      const batch = take(fairShare());
      if (batch.length === 0) return;
      void run(batch);
    }
  }

  async function run(batch: Waiting<I, O>[]): Promise<void> {
    const items = batch.map(({ item }) => item);
    const lanes = new Set(items.map(lane));
    for (const each of lanes) busyLanes.add(each);
    inFlight++;
    const startedAt = performance.now();
    try {
      const outcomes = await options.commit(items);
      batch.forEach((waiting, index) => {
        settle(waiting, outcomes[index]);
      });
    } catch (error) {
      for (const waiting of batch) waiting.reject(error);
    }
    inFlight--;
    for (const each of lanes) busyLanes.delete(each);
    if (name) reportBatch(name, batch.length, performance.now() - startedAt);
    schedule();
  }

  function settle({ resolve, reject }: Waiting<I, O>, outcome: O | Error | undefined): void {
    if (outcome === undefined) reject(new Error("The batch gave no outcome for an item."));
    else if (outcome instanceof Error) reject(outcome);
    else resolve(outcome);
  }

  /** Items that arrive in the same turn of the event loop join the batch. */
  function schedule(): void {
    if (isScheduled || queue.length === 0 || inFlight >= maxInFlight) return;
    isScheduled = true;
    setImmediate(start);
  }

  /** Gives up on what has waited too long, so that a database that hangs shows as a typed error and not as silence. */
  function expire(): void {
    const nowMs = performance.now();
    while (queue[0] && queue[0].deadlineMs <= nowMs) queue.shift()?.reject(busy());
    if (queue.length > 0) return;
    clearInterval(sweep);
    sweep = undefined;
  }

  if (name) announceQueue(name, () => queue.length);
  return {
    get depth() {
      return queue.length;
    },
    add(item) {
      if (queue.length >= maxQueue) return Promise.reject(busy());
      return new Promise<O>((resolve, reject) => {
        queue.push({ item, resolve, reject, deadlineMs: performance.now() + timeoutMs });
        sweep ??= setInterval(expire, sweepEveryMs).unref();
        schedule();
      });
    },
  };
}
