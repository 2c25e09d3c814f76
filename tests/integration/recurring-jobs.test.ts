// Recurring jobs: of many nodes, one enqueues each job, by the database's clock.
import { describe, expect, it } from "vitest";
import { removeFailedJobs } from "../../lib/domain/job/remove-failed-jobs";
import { rows } from "../../lib/server/db";
import { addDueJobs } from "../../lib/server/db/job-queue";
import { testDatabase } from "../helpers/database";
import { makeJob, newJobName, startWorker } from "../helpers/job-worker";
import { addJob, queuedJobs, takeJobs } from "../helpers/jobs";
import { until } from "../helpers/until";

testDatabase();

describe("a recurring job", () => {
  const longMs = 30 * 24 * 3_600_000;
  const nodes = Array.from({ length: 20 });
  const setBack = {
    name: "",
    text: `UPDATE "RecurringJob" SET "lastAt" = now() + $2::interval WHERE name = $1`,
  };

  it("is enqueued once in a period, by one node of many, and again in the next", async () => {
    const name = newJobName();
    const due = async () =>
      (await Promise.all(nodes.map(() => addDueJobs([{ name, everyMs: longMs }])))).flat();
    expect(await due()).toEqual([name]);
    expect(await due()).toEqual([]);
    await takeJobs(name as never);
    await rows(setBack, [name, "-40 days"]);
    expect(await due()).toEqual([name]);
    expect(await queuedJobs(name)).toMatchObject([{ maxAttempts: 1 }]);
  });

  it("is skipped while the previous one waits or runs", async () => {
    const name = newJobName();
    await addDueJobs([{ name, everyMs: longMs }]);
    await rows(setBack, [name, "-40 days"]);
    expect(await addDueJobs([{ name, everyMs: longMs }])).toEqual([]);
    expect(await queuedJobs(name)).toHaveLength(1);
  });

  it("goes on after a clock that was far ahead", async () => {
    const name = newJobName();
    await addDueJobs([{ name, everyMs: longMs }]);
    await takeJobs(name as never);
    await rows(setBack, [name, "400 days"]);
    expect(await addDueJobs([{ name, everyMs: longMs }])).toEqual([name]);
  });

  it("runs once on two workers, and the next period retries a failed one", async () => {
    const name = newJobName();
    let runs = 0;
    const failing = makeJob(
      name,
      async () => {
        runs++;
        throw new Error("not yet");
      },
      { everyMs: longMs },
    );
    startWorker(failing);
    startWorker(failing);
    const failures = async () => (await queuedJobs(name)).filter(({ lastError }) => lastError !== null);
    await until("the failure", async () => (await failures()).length === 1);
    await rows(setBack, [name, "-40 days"]);
    await until("the next failure", async () => (await failures()).length === 2);
    expect(runs).toBe(2);
  });
});

it("removes failed jobs after a while", async () => {
  const name = newJobName();
  await addJob(name);
  await addJob(name);
  const fail = {
    name: "",
    text: `UPDATE graphile_worker._private_jobs SET attempts = max_attempts, run_at = now() - $2::interval
            WHERE id = $1::bigint`,
  };
  const [old, fresh] = await queuedJobs(name);
  await rows(fail, [old?.id, "31 days"]);
  await rows(fail, [fresh?.id, "29 days"]);
  await removeFailedJobs();
  expect((await queuedJobs(name)).map(({ id }) => id)).toEqual([fresh?.id]);
});
