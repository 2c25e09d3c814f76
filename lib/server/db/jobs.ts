// Puts jobs into the queue. Only inserts: lib/server/jobs runs them.
import { randomUUID } from "node:crypto";
import type pg from "pg";
import { type Job, type JobDeclaration, jobDeclarations } from "../../contract/jobs";
import { limits } from "../../contract/limits";
import { use } from "../slot";
import { type GroupCommit, groupCommit } from "./group-commit";
import { reportEnqueued } from "./queue-observer";

const addJobs = {
  name: "job-add",
  text: `SELECT id FROM graphile_worker.add_jobs(
           ARRAY(SELECT json_populate_recordset(NULL::graphile_worker.job_spec, $1::json)))`,
};

/**
 * Inserts the jobs on this connection, so that they exist exactly if its transaction commits. The insertion notifies
 * the workers, and Postgres lets only one notifying transaction commit at a time: never call it on the path that
 * stores messages.
 */
export async function insertJobs(
  jobs: readonly Job[],
  connection: Pick<pg.PoolClient, "query">,
): Promise<void> {
  if (jobs.length === 0) return;
  // One statement cannot change a row twice, so the last job of a key wins. Inserting in key order prevents deadlocks.
  const byKey = new Map(jobs.map((job) => [job.key ?? randomUUID(), job]));
  const specs = [...byKey].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, job]) => specOf(job));
  await connection.query({ ...addJobs, values: [JSON.stringify(specs)] });
  for (const { name } of byKey.values()) reportEnqueued(name);
}

function specOf({ name, payload, key, runAt }: Job) {
  const declared: JobDeclaration = jobDeclarations[name];
  return {
    identifier: name,
    payload: declared.payload.parse(payload),
    job_key: key,
    run_at: runAt?.toISOString(),
    max_attempts: declared.attempts ?? limits.jobAttempts,
  };
}

const slotKey = Symbol.for("parley.jobQueue");
type JobQueue = GroupCommit<Job, null>;

/**
 * For work that follows from a commit without being part of it. A crash in between loses the job, so everything
 * enqueued this way needs a recurring job that finds what is missing. Work that is part of a change is answered as
 * `jobs` by its transaction instead.
 */
export function enqueue(job: Job): Promise<null> {
  const holder = globalThis as unknown as Record<symbol, JobQueue | undefined>;
  holder[slotKey] ??= groupCommit<Job, null>({
    name: "jobs",
    commit: async (jobs) => {
      await insertJobs(jobs, use("database").pool);
      return jobs.map(() => null);
    },
    lane: ({ key = "" }) => key,
    key: ({ key }) => key ?? randomUUID(),
    maxInFlight: 1,
    maxBatch: limits.sendBatch,
    maxQueue: limits.jobQueue,
    timeoutMs: limits.sendQueueTimeoutMs,
  });
  return holder[slotKey].add(job);
}
