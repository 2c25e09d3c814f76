// Jobs are enqueued in the transaction of the change they belong to, and replace each other by key.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Job } from "../../lib/contract/jobs";
import { limits } from "../../lib/contract/limits";
import { enqueue, rows, transaction } from "../../lib/server/db";
import { testDatabase } from "../helpers/database";
import { deferred, makeJob, newJobName, startWorker } from "../helpers/job-worker";
import { queuedJobs, takeJobs, untilDone } from "../helpers/jobs";
import { makeUser } from "../helpers/people";
import { until } from "../helpers/until";

testDatabase();

const answerJob = (key: string, period = "2026-11-23"): Job => ({
  name: "away-message:answer",
  payload: { conversationId: randomUUID(), sellerId: randomUUID(), period },
  key,
});
const underKey = async (key: string) =>
  (await queuedJobs("away-message:answer")).filter((job) => job.key === key);
const rename = { name: "", text: 'UPDATE "User" SET name = $2 WHERE id = $1' };
const nameOf = async (id: string) => {
  const find = { name: "", text: 'SELECT name FROM "User" WHERE id = $1' };
  return (await rows<{ name: string }>(find, [id]))[0]?.name;
};

describe("a job of a transaction", () => {
  it("exists exactly if the change does", async () => {
    const { userId } = await makeUser("CUSTOMER");
    const answer = await transaction(async (connection) => {
      await rows(rename, [userId, "kept"], connection);
      return { data: "done", jobs: [answerJob("committed")] };
    });
    expect(answer).toEqual({ data: "done" });
    expect(await nameOf(userId)).toBe("kept");
    expect(await underKey("committed")).toHaveLength(1);

    const failing = transaction(async (connection) => {
      await rows(rename, [userId, "lost"], connection);
      // The queue itself refuses this one, after the work.
      return { data: "done", jobs: [answerJob("rolled back"), answerJob("k".repeat(600))] };
    });
    await expect(failing).rejects.toThrow();
    expect(await nameOf(userId)).toBe("kept");
    expect(await underKey("rolled back")).toEqual([]);
  });

  it("is inserted once when the transaction is retried", async () => {
    let tries = 0;
    await transaction(async () => {
      if (++tries < 3) throw Object.assign(new Error("a deadlock"), { code: "40P01" });
      return { jobs: [answerJob("after retries")] };
    });
    expect(tries).toBe(3);
    expect(await underKey("after retries")).toHaveLength(1);
  });

  it("has the attempts of its declaration and the time that its sender set", async () => {
    const runAt = new Date(Date.now() + 3_600_000);
    await transaction(async () => ({ jobs: [{ ...answerJob("later"), runAt }] }));
    expect(await underKey("later")).toMatchObject([
      { runAt: runAt.toISOString(), maxAttempts: limits.jobAttempts },
    ]);
  });

  it("is refused when its payload does not match the job's declaration", async () => {
    const wrong = { ...answerJob("wrong"), payload: { conversationId: "no id" } } as unknown as Job;
    await expect(transaction(async () => ({ jobs: [wrong] }))).rejects.toThrow();
    expect(await underKey("wrong")).toEqual([]);
  });
});

describe("a job with a key", () => {
  it("replaces the waiting one, also when many are enqueued at once", async () => {
    await takeJobs("away-message:answer");
    const many = Array.from({ length: 50 }, (_, index) => answerJob(`key ${index % 2}`, `period ${index}`));
    await Promise.all(many.map(enqueue));
    await transaction(async () => ({ jobs: many }));
    const queued = await queuedJobs("away-message:answer");
    expect(queued.map(({ payload }) => (payload as { period: string }).period).sort()).toEqual([
      "period 48",
      "period 49",
    ]);
  });

  it("runs again when it is enqueued during its run", async () => {
    const name = newJobName();
    const seen: unknown[] = [];
    const { release, released } = deferred();
    startWorker(
      makeJob(name, async () => {
        seen.push(null);
        if (seen.length === 1) await released;
        return {};
      }),
    );
    const add = { name: "", text: "SELECT id FROM graphile_worker.add_job($1, job_key := 'same')" };
    await rows(add, [name]);
    await until("the first run", () => seen.length === 1);
    await rows(add, [name]);
    release();
    await untilDone(name);
    expect(seen).toHaveLength(2);
  });
});
