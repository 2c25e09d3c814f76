// Reads the job queue, and takes jobs from it without a worker.
import type { JobName, JobPayload } from "../../lib/contract/jobs";
import { rows } from "../../lib/server/db";
import { until } from "./until";

export type QueuedJob = {
  id: string;
  name: string;
  key: string | null;
  payload: unknown;
  attempts: number;
  maxAttempts: number;
  lastError: string | null;
  isLocked: boolean;
  runAt: string;
};

export const queuedJobs = (name: string): Promise<QueuedJob[]> =>
  rows<QueuedJob>(
    {
      name: "",
      text: `SELECT j.id, t.identifier AS name, j.key, j.payload, j.attempts, j.max_attempts AS "maxAttempts",
               j.last_error AS "lastError", j.locked_at IS NOT NULL AS "isLocked", j.run_at AS "runAt"
               FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
              WHERE t.identifier = $1 ORDER BY j.id`,
    },
    [name],
  );

/** Takes the payloads of all jobs of this name out of the queue. */
export async function takeJobs<N extends JobName>(name: N): Promise<JobPayload<N>[]> {
  const queued = await queuedJobs(name);
  const remove = {
    name: "",
    text: "DELETE FROM graphile_worker._private_jobs WHERE id = ANY ($1::bigint[])",
  };
  await rows(remove, [queued.map(({ id }) => id)]);
  return queued.map(({ payload }) => payload as JobPayload<N>);
}

/** A job by its plain name, for jobs declared by a test. */
export async function addJob(name: string, payload: object = {}, maxAttempts = 3): Promise<void> {
  const add = {
    name: "",
    text: "SELECT id FROM graphile_worker.add_job($1, $2::json, max_attempts := $3)",
  };
  await rows(add, [name, JSON.stringify(payload), maxAttempts]);
}

/** Retries a failed job, as the operator does. */
export async function retryNow(name: string): Promise<void> {
  const queued = await queuedJobs(name);
  const retry = {
    name: "",
    text: "SELECT id FROM graphile_worker.reschedule_jobs($1::bigint[], run_at := now())",
  };
  await rows(retry, [queued.map(({ id }) => id)]);
}

export const untilDone = (name: string, withinMs?: number): Promise<void> =>
  until(`the end of ${name}`, async () => (await queuedJobs(name)).length === 0, withinMs);
