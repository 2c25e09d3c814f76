// Parley's metrics in the format of Prometheus. docs/operations.md explains each of them.
import { Counter, Gauge, Registry } from "prom-client";
import type { Command, Measure } from "../contract/command";
import { type CommandName, commands } from "../contract/commands";
import type { ErrorCode } from "../contract/errors";
import { type Count, counter, histogram, type Spread } from "./counters";
import type { QueueObserver } from "./db/queue-observer";
import { JobMetrics } from "./jobs/job-metrics";

export type Transport = "http" | "socket";
/** All unknown command names share the label "unknown", so that clients cannot create new series. */
export type MeteredName = CommandName | "unknown";
export type ResultCode = ErrorCode | "ok";

type Pool = { totalCount: number; idleCount: number; waitingCount: number };
type Sources = { pools: () => Record<string, Pool> };

const quickSeconds = [
  0.0005, 0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];
const commandSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const batchSizes = [1, 2, 5, 10, 20, 50, 100, 200, 500];
const lagSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const lagProbeMs = 20;
const lagReportMs = 1_000;

type CommandSeries = { seconds: Spread; codes: Map<ResultCode, Count> };

const measures: ReadonlyMap<MeteredName, Measure | undefined> = new Map(
  (commands as readonly Command[]).map(({ name, measuredAs }) => [name as CommandName, measuredAs]),
);

export class Metrics implements QueueObserver {
  readonly connectionsOpened: Count;
  readonly slowConsumers: Count;
  /** The client has asked for what it missed; the server has told it to. */
  readonly resyncs: { asked: Count; told: Count };
  readonly sendDelivered: Spread;
  readonly sendAcknowledged: Readonly<Record<Transport, Spread>>;
  /** Returns the number of connections. The socket server sets it. */
  connections: () => number = () => 0;

  readonly jobs: JobMetrics;

  private readonly collection = new Registry();
  private readonly commands: Readonly<Record<Transport, Map<MeteredName, CommandSeries>>>;
  private readonly countsOf: (labels: { command: string; transport: Transport; code: string }) => Count;
  private readonly secondsOf: (labels: { command: string; transport: Transport }) => Spread;
  private readonly queues = new Map<string, { depth: () => number; size: Spread; seconds: Spread }>();
  private readonly batchSize: (labels: { queue: string }) => Spread;
  private readonly batchSeconds: (labels: { queue: string }) => Spread;
  private readonly stopWatchingLoop: () => void;

  constructor(sources: Sources) {
    const { collection } = this;
    const count = (name: string, help: string) => counter(collection, { name, help });
    const spread = (name: string, help: string, bounds: readonly number[]) =>
      histogram(collection, { name, help, bounds });
    this.commands = { http: new Map(), socket: new Map() };
    this.countsOf = count("parley_commands_total", "Commands by name, transport and result code.");
    this.secondsOf = spread(
      "parley_command_seconds",
      "From a command's arrival to its answer, whatever the answer.",
      commandSeconds,
    );
    const acknowledged = spread(
      "parley_send_to_acknowledge_seconds",
      "From a message's arrival to the answer that it is stored.",
      quickSeconds,
    );
    this.sendAcknowledged = {
      http: acknowledged({ transport: "http" }),
      socket: acknowledged({ transport: "socket" }),
    };
    this.sendDelivered = spread(
      "parley_send_to_deliver_seconds",
      "From a message's arrival until it is written to its recipients' connections.",
      quickSeconds,
    )();
    this.batchSize = spread("parley_batch_size", "Items committed together.", batchSizes);
    this.batchSeconds = spread("parley_batch_seconds", "How long a commit of a batch took.", quickSeconds);
    this.connectionsOpened = count("parley_connections_opened_total", "Connections opened so far.")();
    this.slowConsumers = count(
      "parley_slow_consumers_total",
      "Connections cut off because the client did not read.",
    )();
    const resync = count("parley_resyncs_total", "Times a client caught up, or was told to.");
    this.resyncs = { asked: resync({ kind: "sync" }), told: resync({ kind: "sync:required" }) };
    this.jobs = new JobMetrics(collection);
    this.stopWatchingLoop = watchLoop(
      spread("parley_event_loop_lag_seconds", "The event loop's longest delay in each second.", lagSeconds)(),
    );
    this.addGauges(sources);
  }

  command(name: MeteredName, transport: Transport, code: ResultCode, seconds: number): void {
    const series = this.commandSeries(name, transport);
    series.seconds.observe(seconds);
    let counted = series.codes.get(code);
    if (!counted) {
      counted = this.countsOf({ command: name, transport, code });
      series.codes.set(code, counted);
    }
    counted.inc();
    if (code !== "ok") return;
    const measure = measures.get(name);
    if (measure === "delivery") this.sendAcknowledged[transport].observe(seconds);
    if (measure === "catch-up") this.resyncs.asked.inc();
  }

  /** The facts of a command have been written to the connections that are here. */
  published(name: MeteredName, seconds: number): void {
    if (measures.get(name) === "delivery") this.sendDelivered.observe(seconds);
  }

  queue(name: string, depth: () => number): void {
    const known = this.queues.get(name);
    if (known) known.depth = depth;
    else {
      const labels = { queue: name };
      this.queues.set(name, { depth, size: this.batchSize(labels), seconds: this.batchSeconds(labels) });
    }
  }

  batch(name: string, size: number, durationMs: number): void {
    const queue = this.queues.get(name);
    queue?.size.observe(size);
    queue?.seconds.observe(durationMs / 1000);
  }

  enqueued(job: string): void {
    this.jobs.enqueued(job);
  }

  get contentType(): string {
    return this.collection.contentType;
  }

  text(): Promise<string> {
    return this.collection.metrics();
  }

  stop(): void {
    this.stopWatchingLoop();
  }

  private commandSeries(name: MeteredName, transport: Transport): CommandSeries {
    const known = this.commands[transport].get(name);
    if (known) return known;
    const made = { seconds: this.secondsOf({ command: name, transport }), codes: new Map() };
    this.commands[transport].set(name, made);
    return made;
  }

  /** Gauges are computed when the metrics are read, so they cost nothing in between. */
  private addGauges({ pools }: Sources): void {
    const add = <L extends string>(
      name: string,
      help: string,
      labelNames: L[],
      read: (to: Gauge<L>) => void,
    ) => {
      const registers = [this.collection];
      const collect = function (this: Gauge<L>) {
        this.reset();
        read(this);
      };
      new Gauge({ name, help, labelNames, registers, collect });
    };
    add("parley_connections", "Open Socket.IO connections.", [], (to) => to.set(this.connections()));
    add("parley_queue_depth", "Items that wait for the next batch.", ["queue"], (to) => {
      for (const [queue, { depth }] of this.queues) to.set({ queue }, depth());
    });
    add("parley_pool_connections", "Database connections by state.", ["pool", "state"], (to) => {
      for (const [pool, { totalCount, idleCount }] of Object.entries(pools())) {
        to.set({ pool, state: "idle" }, idleCount);
        to.set({ pool, state: "busy" }, totalCount - idleCount);
      }
    });
    add("parley_pool_waiting", "Who waits for a database connection.", ["pool"], (to) => {
      for (const [pool, { waitingCount }] of Object.entries(pools())) to.set({ pool }, waitingCount);
    });
    add("parley_process_memory_bytes", "Memory of the process.", ["kind"], (to) => {
      const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
      to.set({ kind: "resident" }, rss);
      to.set({ kind: "heap_used" }, heapUsed);
      to.set({ kind: "heap_total" }, heapTotal);
      to.set({ kind: "external" }, external);
    });
    add("parley_process_start_time_seconds", "When the process started, since 1970.", [], (to) =>
      to.set(Math.round(performance.timeOrigin / 1000)),
    );
    new Counter({
      name: "parley_process_cpu_seconds_total",
      help: "Processor time used so far.",
      registers: [this.collection],
      collect() {
        const { user, system } = process.cpuUsage();
        this.reset();
        this.inc((user + system) / 1e6);
      },
    });
  }
}

/**
 * A timer of our own and not perf_hooks' monitor: that one forgets the stall that begins while it is being reset, and
 * without resetting it shows the worst moment since the start. One that a scrape resets hides it from the next reader.
 */
function watchLoop(lag: Spread): () => void {
  let dueAtMs = performance.now() + lagProbeMs;
  let worstMs = 0;
  let reportAtMs = performance.now() + lagReportMs;
  const timer = setInterval(() => {
    const nowMs = performance.now();
    worstMs = Math.max(worstMs, nowMs - dueAtMs);
    dueAtMs = nowMs + lagProbeMs;
    if (nowMs < reportAtMs) return;
    lag.observe(worstMs / 1000);
    worstMs = 0;
    reportAtMs = nowMs + lagReportMs;
  }, lagProbeMs);
  timer.unref();
  return () => clearInterval(timer);
}
