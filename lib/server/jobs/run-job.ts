// One run of one job: parses its payload, bounds its time, tells its facts, and counts and logs how it ended.
import type { JobHelpers, Task } from "graphile-worker";
import type { Logger } from "pino";
import { isAppError } from "../../contract/errors";
import { type JobDeclaration, jobDeclarations } from "../../contract/jobs";
import { limits } from "../../contract/limits";
import type { Told } from "../../contract/outcome";
import type { JobDefinition } from "../../jobs/job";
import { giveBackJobs, type RunningJob } from "../db/job-queue";
import { describeCause } from "../problem";
import type { JobMetrics } from "./job-metrics";

export type AnyJob = JobDefinition<string, never>;

export type Surroundings = {
  log: Logger;
  metrics: JobMetrics;
  publish: (told: Told) => void;
  /** Aborted when the process has no time left for what is still running. */
  ending: AbortSignal;
  /** Jobs that run in this process. Their leases are renewed. */
  running: Set<RunningJob>;
};

type QueuedJob = JobHelpers["job"];

export function taskOf(definition: AnyJob, surroundings: Surroundings): Task {
  return async (payload, { job }) => {
    const running: RunningJob = { id: String(job.id), worker: job.locked_by ?? "" };
    const startedAtMs = performance.now();
    const seconds = () => (performance.now() - startedAtMs) / 1000;
    const { metrics, log, ending } = surroundings;
    surroundings.running.add(running);
    try {
      surroundings.publish(await runWithin(definition, payload, job, ending));
      metrics.ended(definition.name, "done", seconds());
      log.debug({ job: definition.name, id: running.id, ms: Math.round(seconds() * 1000) }, "job done");
    } catch (error) {
      // Given back before the queue hears of the failure, which then no longer concerns it.
      if (ending.aborted) await giveBackJobs([running]).catch(() => undefined);
      else reportFailure(error, job, seconds(), surroundings);
      throw new Error(describeForQueue(error));
    } finally {
      surroundings.running.delete(running);
    }
  };
}

async function runWithin(
  { name, run, timeoutMs = limits.jobTimeoutMs }: AnyJob,
  rawPayload: unknown,
  { attempts }: QueuedJob,
  ending: AbortSignal,
): Promise<Told> {
  const declared: Partial<Record<string, JobDeclaration>> = jobDeclarations;
  const payload = declared[name]?.payload.parse(rawPayload);
  const late = new AbortController();
  const signal = AbortSignal.any([late.signal, ending]);
  let timer: NodeJS.Timeout | undefined;
  // Work that does not look at the signal goes on, but its job is free to be tried again.
  const tooLate = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => {
      late.abort();
      refuse(new JobTimeout(`It took longer than ${timeoutMs} ms.`));
    }, timeoutMs);
  });
  try {
    return await Promise.race([run(payload as never, { signal, attempt: attempts }), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

class JobTimeout extends Error {}

function reportFailure(
  error: unknown,
  { id, task_identifier: job, attempts, max_attempts: most }: QueuedJob,
  seconds: number,
  { log, metrics }: Surroundings,
): void {
  const isLast = attempts >= most;
  metrics.ended(job, isLast ? "gave_up" : "failed", seconds);
  const fields = { job, id: String(id), attempt: attempts, of: most, ms: Math.round(seconds * 1000) };
  const cause = { ...(isAppError(error) && { code: error.code }), ...describeCause(error) };
  if (isLast) log.error({ ...fields, cause }, "job given up");
  else log.warn({ ...fields, cause }, "job failed");
}

/** The error text stored with a failed job. Only our own errors are quoted, because others may contain user text. */
function describeForQueue(error: unknown): string {
  if (isAppError(error)) return `${error.code}: ${error.message}`;
  if (error instanceof JobTimeout) return error.message;
  const { code, stack } = describeCause(error);
  return [code, stack].filter(Boolean).join(" ").slice(0, limits.jobErrorChars);
}
