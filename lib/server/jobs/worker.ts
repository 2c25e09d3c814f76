// Runs the jobs of the queue on this node until it is stopped. graphile-worker takes them and retries them; this
// class starts it again when it ends by itself, keeps leases on what runs, and enqueues recurring jobs.
import { EventEmitter } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { runTaskList, type TaskList, type WorkerEvents, type WorkerPool } from "graphile-worker";
import type { Logger } from "pino";
import { limits } from "../../contract/limits";
import type { Told } from "../../contract/outcome";
import { addDueJobs, countJobs, giveBackJobs, releaseLost, renewLeases } from "../db/job-queue";
import { describeCause } from "../problem";
import { use } from "../slot";
import type { JobMetrics } from "./job-metrics";
import { queueLog } from "./queue-log";
import { type AnyJob, type Surroundings, taskOf } from "./run-job";

type Options = {
  jobs: readonly AnyJob[];
  log: Logger;
  metrics: JobMetrics;
  publish: (told: Told) => void;
  upkeepMs?: number;
  drainMs?: number;
  restartMs?: number;
};

/** The node counts as working until upkeep has failed this often. */
const missedUpkeeps = 3;
/** Counting reads the whole queue. */
const upkeepsACount = 5;

export class JobWorker {
  private readonly ending = new AbortController();
  private readonly surroundings: Surroundings;
  private readonly tasks: TaskList;
  private readonly recurring: { name: string; everyMs: number }[];
  private pool: WorkerPool | undefined;
  private timer: NodeJS.Timeout | undefined;
  private upkeepUnderWay: Promise<void> = Promise.resolve();
  private lastUpkeepMs = performance.now();
  private stopped: Promise<void> | undefined;
  /** The library's last look for a job failed. */
  private isBlind = false;
  private blindUpkeeps = 0;
  private upkeeps = 0;

  private readonly options: Required<Options>;

  constructor(options: Options) {
    const { jobs, log, metrics, publish } = options;
    const { jobUpkeepMs: upkeepMs, jobDrainMs: drainMs, jobRestartMs: restartMs } = limits;
    this.options = { upkeepMs, drainMs, restartMs, ...options };
    this.surroundings = { log, metrics, publish, ending: this.ending.signal, running: new Set() };
    this.tasks = Object.fromEntries(jobs.map((job) => [job.name, taskOf(job, this.surroundings)]));
    this.recurring = jobs.flatMap(({ name, everyMs }) => (everyMs === undefined ? [] : [{ name, everyMs }]));
  }

  start(): void {
    void this.runForGood();
    this.upkeepUnderWay = this.upkeep();
  }

  get isUp(): boolean {
    const silentMs = performance.now() - this.lastUpkeepMs;
    return !this.stopped && silentMs < this.options.upkeepMs * missedUpkeeps;
  }

  /** Takes nothing new, waits a while for what runs, and gives the rest back for another node to take at once. */
  stop(): Promise<void> {
    this.stopped ??= this.drain();
    return this.stopped;
  }

  private async drain(): Promise<void> {
    clearTimeout(this.timer);
    const ended = Promise.resolve(this.pool?.gracefulShutdown()).catch(() => undefined);
    const quiet = Promise.all([ended, this.upkeepUnderWay]);
    await Promise.race([quiet, delay(this.options.drainMs, undefined, { ref: false })]);
    this.ending.abort();
    await giveBackJobs([...this.surroundings.running]).catch(() => undefined);
  }

  /** The library gives up when it cannot note for some minutes how a job ended, as in a long outage of the database. */
  private async runForGood(): Promise<void> {
    while (!this.stopped) {
      try {
        this.pool = this.runOnce();
        await this.pool.promise;
      } catch (error) {
        this.options.log.warn({ cause: describeCause(error) }, "the job queue stopped and is started again");
      }
      if (!this.stopped) await delay(this.options.restartMs, undefined, { ref: false });
    }
  }

  private runOnce(): WorkerPool {
    const events: WorkerEvents = new EventEmitter();
    events.on("worker:getJob:error", () => {
      this.isBlind = true;
    });
    for (const name of ["worker:getJob:empty", "job:start"] as const) {
      events.on(name, () => {
        this.isBlind = false;
      });
    }
    // Ends of jobs are noted in batches because only then does the library try again when the database is away.
    const worker = {
      completeJobBatchDelay: 0,
      failJobBatchDelay: 0,
      gracefulShutdownAbortTimeout: this.options.drainMs,
    };
    return runTaskList(
      {
        preset: { worker },
        schema: "graphile_worker",
        concurrency: limits.jobsAtOnce,
        pollInterval: limits.jobPollMs,
        noHandleSignals: true,
        logger: queueLog(this.options.log),
        events,
      },
      this.tasks,
      use("database").jobPool,
    );
  }

  private async upkeep(): Promise<void> {
    const { log, metrics } = this.options;
    try {
      await renewLeases([...this.surroundings.running]);
      for (const job of await releaseLost()) {
        metrics.ended(job, "lost");
        log.warn({ job }, "job lost its process");
      }
      await addDueJobs(this.recurring);
      if (this.upkeeps++ % upkeepsACount === 0) metrics.counts = await countJobs();
      this.lastUpkeepMs = performance.now();
      this.restartIfBlind();
    } catch (error) {
      log.debug({ cause: describeCause(error) }, "upkeep of the job queue failed");
    }
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.upkeepUnderWay = this.upkeep();
    }, this.options.upkeepMs).unref();
  }

  /** The database answers here and not there: the library remembers for good when its very first look has failed. */
  private restartIfBlind(): void {
    this.blindUpkeeps = this.isBlind ? this.blindUpkeeps + 1 : 0;
    if (this.blindUpkeeps < 2) return;
    this.blindUpkeeps = 0;
    void Promise.resolve(this.pool?.gracefulShutdown()).catch(() => undefined);
  }
}
