// Lets an optional observer, such as the metrics, watch the group commits. It is stored on globalThis, because the
// framework loads this module more than once.

export interface QueueObserver {
  /** A queue is there; `depth` says how many wait in it. */
  queue(name: string, depth: () => number): void;
  batch(name: string, size: number, durationMs: number): void;
  enqueued(job: string): void;
}

type Watched = { depths: Map<string, () => number>; observer?: QueueObserver };

const key = Symbol.for("parley.queueObserver");
const holder = globalThis as unknown as Record<symbol, Watched | undefined>;

function watched(): Watched {
  const existing = holder[key];
  if (existing) return existing;
  const created: Watched = { depths: new Map() };
  holder[key] = created;
  return created;
}

/** The observer also gets the queues that already exist. */
export function observeQueues(observer: QueueObserver): void {
  const { depths } = watched();
  watched().observer = observer;
  for (const [name, depth] of depths) observer.queue(name, depth);
}

export function announceQueue(name: string, depth: () => number): void {
  const { depths, observer } = watched();
  depths.set(name, depth);
  observer?.queue(name, depth);
}

export function reportBatch(name: string, size: number, durationMs: number): void {
  watched().observer?.batch(name, size, durationMs);
}

export function reportEnqueued(job: string): void {
  watched().observer?.enqueued(job);
}
