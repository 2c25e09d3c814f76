import { limits } from "../../contract/limits";
import { rows, type Statement } from "../../server/db";

const remove: Statement = {
  name: "job-remove-failed",
  text: `WITH failed AS (
           SELECT id, run_at, row_number() OVER (ORDER BY run_at DESC) AS place FROM graphile_worker._private_jobs
            WHERE NOT is_available AND locked_at IS NULL)
         DELETE FROM graphile_worker._private_jobs WHERE id IN (
           SELECT id FROM failed WHERE place > $1 OR run_at < now() - $2::float8 * interval '1 millisecond')`,
};

/** Jobs that were given up stay for the operator to see, the newest so many for so long. */
export async function removeFailedJobs(): Promise<void> {
  await rows(remove, [limits.failedJobs, limits.failedJobMs]);
}
