// The load generator, in a separate process. Its first message is the task, and its answer is the measurement.
import { randomUUID } from "node:crypto";
import { Wire } from "./wire";

export type Pair = { conversationId: string; customerToken: string; sellerToken: string };
export type Task =
  | { kind: "closed"; url: string; pairs: Pair[]; seconds: number; window: number }
  | { kind: "open"; url: string; pairs: Pair[]; seconds: number; perSecond: number }
  | { kind: "idle"; url: string; tokens: string[] }
  | { kind: "leave" }
  | { kind: "storm"; url: string; clients: { token: string; conversationIds: string[] }[] };

export type Measured = {
  acked: string[];
  /** Ids with the number of their arrivals. */
  deliveries: number;
  delivered: number;
  failed: number;
  seconds: number;
  latenciesMs: number[];
  cpuSeconds: number;
};

const text = "Is the price negotiable if I pick it up this weekend? I could come by on Saturday morning.";
const settleMs = 3_000;
const connectAtOnce = 50;

/** The id of the message in a fact, without parsing the whole fact. */
function idOf(raw: string): string {
  const at = raw.indexOf('"message":{"id":"') + 17;
  return raw.slice(at, at + 36);
}

class Load {
  readonly acked: string[] = [];
  readonly seen = new Map<string, number>();
  readonly latenciesMs: number[] = [];
  readonly intendedAt = new Map<string, number>();
  onDelivered: (id: string) => void = () => {};
  failed = 0;

  async connect(url: string, pairs: Pair[]): Promise<{ wire: Wire; conversationId: string }[]> {
    const senders: { wire: Wire; conversationId: string }[] = [];
    for (const { conversationId, customerToken, sellerToken } of pairs) {
      await Wire.connect({ url, token: sellerToken, onEvent: (name, raw) => this.receive(name, raw) });
      const wire = await Wire.connect({ url, token: customerToken, onEvent: () => {} });
      senders.push({ wire, conversationId });
    }
    return senders;
  }

  private receive(name: string, raw: string): void {
    if (name !== "message:sent") return;
    const id = idOf(raw);
    this.seen.set(id, (this.seen.get(id) ?? 0) + 1);
    const intended = this.intendedAt.get(id);
    if (intended !== undefined) this.latenciesMs.push(performance.now() - intended);
    this.onDelivered(id);
  }

  send(sender: { wire: Wire; conversationId: string }, id: string, onAck: () => void): void {
    sender.wire.emit(
      "message:send",
      `{"id":"${id}","conversationId":"${sender.conversationId}","text":"${text}"}`,
      (raw) => {
        if (raw.startsWith('[{"ok":true')) this.acked.push(id);
        else this.failed++;
        onAck();
      },
    );
  }

  result(seconds: number, cpu: NodeJS.CpuUsage): Measured {
    return {
      acked: this.acked,
      deliveries: [...this.seen.values()].reduce((sum, count) => sum + count, 0),
      delivered: this.seen.size,
      failed: this.failed,
      seconds,
      latenciesMs: this.latenciesMs,
      cpuSeconds: (cpu.user + cpu.system) / 1e6,
    };
  }
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + settleMs;
  while (!condition() && performance.now() < deadline) await new Promise((done) => setTimeout(done, 5));
}

/** Each sender keeps this many messages in flight. The next one is sent when one is acknowledged and delivered. */
async function closedLoop({
  url,
  pairs,
  seconds,
  window,
}: Extract<Task, { kind: "closed" }>): Promise<Measured> {
  const load = new Load();
  const senders = await load.connect(url, pairs);
  const half = new Map<string, () => void>();
  const startedAt = performance.now();
  const cpu = process.cpuUsage();
  const isOver = () => performance.now() - startedAt > seconds * 1000;
  const step = (id: string, next: () => void) => {
    if (!half.delete(id)) half.set(id, next);
    else next();
  };
  load.onDelivered = (id) => step(id, nextOf.get(id) ?? (() => {}));
  const nextOf = new Map<string, () => void>();
  const go = (sender: (typeof senders)[number]) => {
    if (isOver()) return;
    const id = randomUUID();
    const next = () => {
      nextOf.delete(id);
      go(sender);
    };
    nextOf.set(id, next);
    load.send(sender, id, () => step(id, next));
  };
  for (const sender of senders) for (let i = 0; i < window; i++) go(sender);
  await new Promise((done) => setTimeout(done, seconds * 1000));
  const elapsed = (performance.now() - startedAt) / 1000;
  const used = process.cpuUsage(cpu);
  const count = load.acked.length;
  await until(() => load.seen.size >= load.acked.length && nextOf.size === 0);
  const result = load.result(elapsed, used);
  return { ...result, seconds: (elapsed * result.acked.length) / Math.max(1, count) };
}

/** Sends at a steady rate, independent of the answers. A late send counts from its planned time. */
async function openLoop({
  url,
  pairs,
  seconds,
  perSecond,
}: Extract<Task, { kind: "open" }>): Promise<Measured> {
  const load = new Load();
  const senders = await load.connect(url, pairs);
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const total = seconds * perSecond;
  let sent = 0;
  await new Promise<void>((done) => {
    const tick = () => {
      const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1000) * perSecond));
      while (sent < due) {
        const sender = senders[sent % senders.length];
        const id = randomUUID();
        load.intendedAt.set(id, startedAt + (sent / perSecond) * 1000);
        if (sender) load.send(sender, id, () => {});
        sent++;
      }
      if (sent >= total) return done();
      // Uses a timer, because a generator in a busy loop takes a processor away from the server.
      setTimeout(tick, 1);
    };
    tick();
  });
  const elapsed = (performance.now() - startedAt) / 1000;
  await until(() => load.seen.size >= total);
  return load.result(elapsed, process.cpuUsage(cpu));
}

const idle: Wire[] = [];

async function holdIdle({ url, tokens }: Extract<Task, { kind: "idle" }>): Promise<number> {
  for (let from = 0; from < tokens.length; from += connectAtOnce) {
    const some = tokens.slice(from, from + connectAtOnce);
    idle.push(...(await Promise.all(some.map((token) => Wire.connect({ url, token, onEvent: () => {} })))));
  }
  return idle.length;
}

/** All clients connect at the same moment and sync. */
async function storm({
  url,
  clients,
}: Extract<Task, { kind: "storm" }>): Promise<{ seconds: number; synced: number; failed: number }> {
  const startedAt = performance.now();
  let synced = 0;
  let failed = 0;
  const wires = await Promise.all(
    clients.map(async ({ token, conversationIds }) => {
      try {
        const wire = await Wire.connect({ url, token, onEvent: () => {} });
        const conversations = conversationIds.map((id) => ({ id, rev: 0 }));
        const raw = await wire.request("sync", { conversations });
        if (raw.startsWith('[{"ok":true')) synced++;
        else failed++;
        return wire;
      } catch {
        failed++;
        return null;
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  for (const wire of wires) wire?.close();
  return { seconds, synced, failed };
}

async function run(task: Task): Promise<unknown> {
  switch (task.kind) {
    case "closed":
      return closedLoop(task);
    case "open":
      return openLoop(task);
    case "idle":
      return holdIdle(task);
    case "leave":
      for (const wire of idle.splice(0)) wire.close();
      return 0;
    case "storm":
      return storm(task);
  }
}

process.on("message", (task: Task) => {
  run(task).then(
    (answer) => process.send?.({ answer }),
    (error: Error) => process.send?.({ error: error.stack }),
  );
});
process.send?.({ answer: "ready" });
