// Metrics of jobs. Labels are the declared job names, so the number of series is bounded.
import { Gauge, type Registry } from "prom-client";
import { type Count, counter, histogram, type Labels, type Spread } from "../counters";
import type { JobCount } from "../db/job-queue";

const jobSeconds = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300];

/** `lost`: the process that ran it ended, or did not answer for too long. */
export type JobOutcome = "done" | "failed" | "gave_up" | "lost";

export class JobMetrics {
  /** All jobs of the queue, as last counted. Every process counts the same ones. */
  counts: readonly JobCount[] = [];

  private readonly series = new Map<string, Count | Spread>();
  private readonly enqueuedBy: (labels: Labels) => Count;
  private readonly runsBy: (labels: Labels) => Count;
  private readonly secondsBy: (labels: Labels) => Spread;

  constructor(collection: Registry) {
    this.enqueuedBy = counter(collection, {
      name: "parley_jobs_enqueued_total",
      help: "Jobs that this process has put into the queue.",
    });
    this.runsBy = counter(collection, {
      name: "parley_job_runs_total",
      help: "Runs of jobs on this process, by how they ended.",
    });
    this.secondsBy = histogram(collection, {
      name: "parley_job_seconds",
      help: "How long a run of a job took.",
      bounds: jobSeconds,
    });
    const read = () => this.counts;
    new Gauge({
      name: "parley_jobs",
      help: "Jobs in the queue, the same number on every process.",
      labelNames: ["job", "state"],
      registers: [collection],
      collect() {
        this.reset();
        for (const { job, ...states } of read())
          for (const [state, count] of Object.entries(states)) this.set({ job, state }, count);
      },
    });
  }

  enqueued(job: string): void {
    this.kept(`enqueued ${job}`, () => this.enqueuedBy({ job })).inc();
  }

  ended(job: string, outcome: JobOutcome, seconds?: number): void {
    this.kept(`${outcome} ${job}`, () => this.runsBy({ job, outcome })).inc();
    if (seconds !== undefined) this.kept(`seconds ${job}`, () => this.secondsBy({ job })).observe(seconds);
  }

  private kept<T extends Count | Spread>(key: string, make: () => T): T {
    const known = this.series.get(key) as T | undefined;
    if (known) return known;
    const made = make();
    this.series.set(key, made);
    return made;
  }
}
