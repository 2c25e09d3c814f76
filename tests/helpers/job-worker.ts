// A job worker in the test's own process, with jobs declared by the test, and with shorter intervals than a server's.
import pino from "pino";
import { Registry } from "prom-client";
import { onTestFinished } from "vitest";
import type { Fact } from "../../lib/contract/facts";
import { JobMetrics } from "../../lib/server/jobs/job-metrics";
import type { AnyJob } from "../../lib/server/jobs/run-job";
import { JobWorker } from "../../lib/server/jobs/worker";

let count = 0;
export const newJobName = () => `test:${++count}`;

export type Started = { worker: JobWorker; facts: Fact[]; log: string[]; metrics: Registry };

export const upkeepMs = 200;

export function startWorker(...jobs: AnyJob[]): Started {
  const facts: Fact[] = [];
  const log: string[] = [];
  const metrics = new Registry();
  const worker = new JobWorker({
    jobs,
    log: pino({ level: "debug" }, { write: (line: string) => void log.push(line) }),
    metrics: new JobMetrics(metrics),
    publish: (told) => void facts.push(...(told.facts ?? [])),
    upkeepMs,
    drainMs: 300,
    restartMs: 100,
  });
  worker.start();
  onTestFinished(() => worker.stop());
  return { worker, facts, log, metrics };
}

export const makeJob = (name: string, run: AnyJob["run"], rest: Partial<AnyJob> = {}): AnyJob => ({
  name,
  run,
  ...rest,
});

export function deferred() {
  let release: () => void = () => {};
  const released = new Promise<void>((done) => {
    release = done;
  });
  return { release, released };
}
