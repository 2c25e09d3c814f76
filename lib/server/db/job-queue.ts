// Adds leases, recurring jobs and counts to graphile-worker. The library itself releases a job of a dead process only
// after four hours, and it schedules recurring jobs by the clock of the node.
import { limits } from "../../contract/limits";
import { use } from "../slot";
import type { Statement } from "./index";

export type RunningJob = { id: string; worker: string };

async function ask<R extends object>(statement: Statement, values: unknown[]): Promise<R[]> {
  return (await use("database").jobPool.query<R>({ ...statement, values })).rows;
}

const renew: Statement = {
  name: "job-lease-renew",
  text: `UPDATE graphile_worker._private_jobs j SET locked_at = now()
           FROM unnest($1::bigint[], $2::text[]) AS r(id, worker)
          WHERE j.id = r.id AND j.locked_by = r.worker`,
};

/** Says that these jobs are still running here. */
export async function renewLeases(running: readonly RunningJob[]): Promise<void> {
  if (running.length === 0) return;
  await ask(renew, [running.map(({ id }) => id), running.map(({ worker }) => worker)]);
}

const release: Statement = {
  name: "job-lease-release",
  text: `UPDATE graphile_worker._private_jobs j
            SET locked_at = NULL, locked_by = NULL, run_at = GREATEST(j.run_at, now()),
                last_error = 'The process that ran it ended or stopped answering.'
           FROM graphile_worker._private_tasks t
          WHERE t.id = j.task_id AND j.locked_at < now() - $1::float8 * interval '1 millisecond'
         RETURNING t.identifier AS job`,
};

/** Releases jobs of processes that died or hang. The attempt counts, so that a job that crashes its process ends. */
export async function releaseLost(): Promise<string[]> {
  return (await ask<{ job: string }>(release, [limits.jobLeaseMs])).map(({ job }) => job);
}

const giveBack: Statement = {
  name: "job-give-back",
  text: `UPDATE graphile_worker._private_jobs j
            SET locked_at = NULL, locked_by = NULL, attempts = GREATEST(0, attempts - 1), run_at = now()
           FROM unnest($1::bigint[], $2::text[]) AS r(id, worker)
          WHERE j.id = r.id AND j.locked_by = r.worker`,
};

/** Gives back jobs that this process has no time to finish, as if they had not been tried. */
export async function giveBackJobs(running: readonly RunningJob[]): Promise<void> {
  if (running.length === 0) return;
  await ask(giveBack, [running.map(({ id }) => id), running.map(({ worker }) => worker)]);
}

/**
 * Time is cut into spans by the database's clock. The first node that comes in a span enqueues the job; it is skipped
 * while the one before still waits or runs. A last span more than a day ahead is left from a clock that was wrong.
 */
const addDue: Statement = {
  name: "job-add-due",
  text: `
WITH spans AS (
  SELECT name, to_timestamp(floor(extract(epoch FROM now()) / seconds) * seconds) AS began
    FROM unnest($1::text[], $2::float8[]) AS r(name, seconds)
), due AS (
  INSERT INTO "RecurringJob" AS r (name, "lastAt")
  SELECT s.name, s.began FROM spans s
   WHERE NOT EXISTS (SELECT 1 FROM "RecurringJob" k
                      WHERE k.name = s.name AND k."lastAt" BETWEEN s.began AND s.began + interval '1 day')
   ORDER BY s.name
  ON CONFLICT (name) DO UPDATE SET "lastAt" = EXCLUDED."lastAt"
   WHERE r."lastAt" NOT BETWEEN EXCLUDED."lastAt" AND EXCLUDED."lastAt" + interval '1 day'
  RETURNING r.name
), free AS MATERIALIZED (
  SELECT name FROM due WHERE NOT EXISTS (
    SELECT 1 FROM graphile_worker._private_jobs j
     WHERE j.key = 'recurring ' || due.name AND (j.is_available OR j.locked_at IS NOT NULL))
)
SELECT free.name, added.id FROM free CROSS JOIN LATERAL
  graphile_worker.add_job(free.name, '{}'::json, max_attempts := 1, job_key := 'recurring ' || free.name) AS added`,
};

/** Answers those that were enqueued. */
export async function addDueJobs(recurring: readonly { name: string; everyMs: number }[]): Promise<string[]> {
  if (recurring.length === 0) return [];
  const values = [recurring.map(({ name }) => name), recurring.map(({ everyMs }) => everyMs / 1000)];
  return (await ask<{ name: string }>(addDue, values)).map(({ name }) => name);
}

export type JobCount = { job: string; waiting: number; scheduled: number; running: number; failed: number };

const count: Statement = {
  name: "job-count",
  text: `SELECT t.identifier AS job,
           count(*) FILTER (WHERE j.is_available AND j.run_at <= now())::int AS waiting,
           count(*) FILTER (WHERE j.is_available AND j.run_at > now())::int AS scheduled,
           count(*) FILTER (WHERE j.locked_at IS NOT NULL)::int AS running,
           count(*) FILTER (WHERE NOT j.is_available AND j.locked_at IS NULL)::int AS failed
           FROM graphile_worker._private_tasks t
           LEFT JOIN graphile_worker._private_jobs j ON j.task_id = t.id GROUP BY t.identifier`,
};

export const countJobs = (): Promise<JobCount[]> => ask<JobCount>(count, []);
