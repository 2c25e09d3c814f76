// How a job is declared. Its name and payload stand in lib/contract/jobs.ts, where domain functions may name them.
import type { JobName, JobPayload } from "../contract/jobs";
import type { Told } from "../contract/outcome";

export type JobContext = {
  /** Aborted when the time is up and when the process ends. Long work looks at it between its steps. */
  signal: AbortSignal;
  /** 1 for the first try. */
  attempt: number;
};

export type JobDefinition<
  N extends string = JobName,
  Payload = N extends JobName ? JobPayload<N> : unknown,
> = {
  readonly name: N;
  /** `limits.jobTimeoutMs` unless given. */
  readonly timeoutMs?: number;
  /** Makes it recurring: one node enqueues it in each span of this length. It is tried once; the next span is the retry. */
  readonly everyMs?: number;
  /**
   * Runs at least once, on any node, and possibly twice at the same time, so it must be idempotent. The facts that it
   * returns are published.
   */
  readonly run: (payload: Payload, context: JobContext) => Promise<Told>;
};

export const job = <N extends JobName>(definition: JobDefinition<N>): JobDefinition<N> => definition;
