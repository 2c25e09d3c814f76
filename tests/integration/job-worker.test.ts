// Jobs are run at least once, retried, given up, handed over by a stopping worker, and taken from a dead one.
import pg from "pg";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Fact } from "../../lib/contract/facts";
import { limits } from "../../lib/contract/limits";
import { rows } from "../../lib/server/db";
import { releaseLost } from "../../lib/server/db/job-queue";
import { provide, use } from "../../lib/server/slot";
import { testDatabase } from "../helpers/database";
import { deferred, makeJob, newJobName, startWorker } from "../helpers/job-worker";
import { addJob, queuedJobs, retryNow, untilDone } from "../helpers/jobs";
import { until } from "../helpers/until";

testDatabase();

describe("a worker", () => {
  it("runs an enqueued job at once, publishes its facts and counts it", async () => {
    const name = newJobName();
    const fact: Fact = { name: "sync:required", to: { users: ["somebody"] }, payload: {} };
    const { facts, metrics } = startWorker(makeJob(name, async () => ({ facts: [fact] })));
    await addJob(name);
    await untilDone(name);
    expect(facts).toEqual([fact]);
    expect(await metrics.metrics()).toContain(`parley_job_runs_total{job="${name}",outcome="done"} 1`);
  });

  it("retries a failed job, gives it up in the end, and keeps it for the operator to see and retry", async () => {
    const name = newJobName();
    let isMended = false;
    const attempts: number[] = [];
    const { log } = startWorker(
      makeJob(name, async (_payload, { attempt }) => {
        attempts.push(attempt);
        if (!isMended) throw new TypeError("the words of somebody");
        return {};
      }),
    );
    await addJob(name, { text: "more words of somebody" }, 2);
    const settledAfter = (tries: number) =>
      until(`try ${tries}`, async () =>
        (await queuedJobs(name)).some((job) => job.attempts === tries && job.lastError && !job.isLocked),
      );
    await settledAfter(1);
    const [afterFirst] = await queuedJobs(name);
    expect(Date.parse(afterFirst?.runAt ?? "")).toBeGreaterThan(Date.now());
    await retryNow(name);
    await settledAfter(2);
    const [failed] = await queuedJobs(name);
    expect(failed).toMatchObject({ attempts: 2, maxAttempts: 2 });
    expect(failed?.lastError).toContain("TypeError");
    expect(attempts).toEqual([1, 2]);
    const lines = log.join("");
    expect(lines).toContain('"job failed"');
    expect(lines).toContain('"job given up"');
    expect(lines + failed?.lastError).not.toContain("words of somebody");

    isMended = true;
    const again =
      "SELECT id FROM graphile_worker.reschedule_jobs(ARRAY[$1::bigint], run_at := now(), attempts := 0)";
    await rows({ name: "", text: again }, [failed?.id]);
    await untilDone(name);
    expect(attempts).toEqual([1, 2, 1]);
  });

  it("aborts a run that takes too long", async () => {
    const name = newJobName();
    const { released } = deferred();
    let signal: AbortSignal | undefined;
    startWorker(
      makeJob(
        name,
        async (_payload, context) => {
          signal = context.signal;
          await released;
          return {};
        },
        { timeoutMs: 50 },
      ),
    );
    await addJob(name);
    await until("the failure", async () => (await queuedJobs(name)).some((job) => job.lastError !== null));
    expect((await queuedJobs(name))[0]?.lastError).toBe("It took longer than 50 ms.");
    expect(signal?.aborted).toBe(true);
  });

  it("leaves unknown jobs to a node that knows them", async () => {
    const [known, unknown] = [newJobName(), newJobName()];
    startWorker(makeJob(known, async () => ({})));
    await addJob(unknown);
    await addJob(known);
    await untilDone(known);
    expect(await queuedJobs(unknown)).toMatchObject([{ attempts: 0, lastError: null }]);
  });

  it("works even if the database was unreachable at its first poll", async () => {
    const name = newJobName();
    let runs = 0;
    const nowhere = new pg.Pool({ host: "127.0.0.1", port: 1 });
    nowhere.on("error", () => undefined);
    nowhere.on("connect", () => undefined);
    const right = use("database");
    provide("database", { ...right, jobPool: nowhere });
    onTestFinished(() => provide("database", right));
    const { worker } = startWorker(
      makeJob(name, async () => {
        runs++;
        return {};
      }),
    );
    await until("it to notice", () => !worker.isUp);
    provide("database", right);
    await addJob(name);
    await untilDone(name);
    expect(runs).toBe(1);
    expect(worker.isUp).toBe(true);
  });
});

describe("a stopping worker", () => {
  it("finishes its running jobs and takes no new ones", async () => {
    const name = newJobName();
    const { release, released } = deferred();
    const ended: string[] = [];
    const { worker } = startWorker(
      makeJob(name, async () => {
        await released;
        ended.push("job");
        return {};
      }),
    );
    await addJob(name);
    await until("the run", async () => (await queuedJobs(name)).some(({ isLocked }) => isLocked));
    const stopped = worker.stop().then(() => ended.push("worker"));
    await addJob(name);
    release();
    await stopped;
    expect(ended).toEqual(["job", "worker"]);
    expect(await queuedJobs(name)).toMatchObject([{ attempts: 0, isLocked: false }]);
  });

  it("returns unfinished jobs without counting an attempt, and another node takes them at once", async () => {
    const name = newJobName();
    let runs = 0;
    const endless = makeJob(name, async () => {
      if (++runs === 1) await new Promise(() => {});
      return {};
    });
    const { worker } = startWorker(endless);
    await addJob(name);
    await until("the run", () => runs === 1);
    await worker.stop();
    expect(await queuedJobs(name)).toMatchObject([{ attempts: 0, isLocked: false, lastError: null }]);
    startWorker(endless);
    await untilDone(name);
    expect(runs).toBe(2);
  });
});

describe("the lease on a running job", () => {
  const age = {
    name: "",
    text: `UPDATE graphile_worker._private_jobs SET locked_at = now() - $2::int * interval '1 millisecond'
            WHERE id = $1::bigint`,
  };

  it("is renewed while its process lives", async () => {
    const name = newJobName();
    const { release, released } = deferred();
    startWorker(
      makeJob(name, async () => {
        await released;
        return {};
      }),
    );
    await addJob(name);
    await until("the run", async () => (await queuedJobs(name)).some(({ isLocked }) => isLocked));
    const [job] = await queuedJobs(name);
    await rows(age, [job?.id, limits.jobLeaseMs - 1_000]);
    const lockAge = {
      name: "",
      text: `SELECT extract(epoch FROM now() - locked_at)::float8 * 1000 AS ms FROM graphile_worker._private_jobs
              WHERE id = $1::bigint`,
    };
    const ageMs = async () => (await rows<{ ms: number }>(lockAge, [job?.id]))[0]?.ms ?? Number.NaN;
    await until("the renewal", async () => (await ageMs()) < limits.jobLeaseMs / 2);
    expect(await releaseLost()).not.toContain(name);
    release();
    await untilDone(name);
  });

  it("ends with its process: another worker runs the job, and the attempt counts", async () => {
    const name = newJobName();
    const attempts: number[] = [];
    await addJob(name);
    const [job] = await queuedJobs(name);
    const take = {
      name: "",
      text: `UPDATE graphile_worker._private_jobs SET locked_by = 'pool-dead', locked_at = now(), attempts = 1
              WHERE id = $1::bigint`,
    };
    await rows(take, [job?.id]);
    expect(await releaseLost()).not.toContain(name);
    await rows(age, [job?.id, limits.jobLeaseMs + 1_000]);
    startWorker(
      makeJob(name, async (_payload, { attempt }) => {
        attempts.push(attempt);
        return {};
      }),
    );
    await untilDone(name);
    expect(attempts).toEqual([2]);
  });
});
