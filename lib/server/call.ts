// One call of a command from its arrival to its answer: what the metrics count of it and what the log says. It is
// handed from part to part; AsyncLocalStorage would cost the send path a tenth of its processor time and more.
import type { AppError, ErrorCode } from "../contract/errors";
import type { MeteredName, Transport } from "./metrics";
import { describeCause, toAppError } from "./problem";
import { use } from "./slot";

/** A client that fails a thousand times a second is counted each time, but does not get to write the log. */
const failureLinesPerSecond = 20;

class LineBudget {
  private untilMs = 0;
  private lines = 0;
  private suppressed = 0;

  /** How many lines were suppressed before this one; null when this one is, too. */
  take(nowMs: number): number | null {
    if (nowMs >= this.untilMs) {
      this.untilMs = nowMs + 1_000;
      this.lines = 0;
    }
    if (this.lines === failureLinesPerSecond) {
      this.suppressed++;
      return null;
    }
    this.lines++;
    const before = this.suppressed;
    this.suppressed = 0;
    return before;
  }
}

/** What is our own fault is not drowned by what is the callers'. */
const budgets = { error: new LineBudget(), warn: new LineBudget() };
const levelOf = (code: ErrorCode) => (code === "internal" ? "error" : "warn");

export class Call {
  userId: string | undefined;
  private problem: AppError | undefined;

  constructor(
    private readonly name: MeteredName,
    private readonly transport: Transport,
    readonly id: string,
    private readonly arrivedAtMs: number = performance.now(),
  ) {}

  /** The facts of the change are written to whoever is connected. */
  published(): void {
    if (this.name !== "message:send") return;
    use("metrics").sendDelivered.observe((performance.now() - this.arrivedAtMs) / 1000);
  }

  /** Answers what the caller may see of it. */
  fail(error: unknown): AppError {
    this.problem = toAppError(error);
    return this.problem;
  }

  /** To be called when the answer is given, once. */
  end(): void {
    const endedAtMs = performance.now();
    const ms = endedAtMs - this.arrivedAtMs;
    use("metrics").command(this.name, this.transport, this.problem?.code ?? "ok", ms / 1000);
    if (this.problem) this.logFailure(this.problem, ms, endedAtMs);
    else if (use("log").isLevelEnabled("debug")) use("log").debug(this.fields("ok", ms), "command");
  }

  private logFailure({ code, cause }: AppError, ms: number, nowMs: number): void {
    const level = levelOf(code);
    const suppressed = budgets[level].take(nowMs);
    if (suppressed === null) return;
    const fields: Record<string, unknown> = this.fields(code, ms);
    if (cause !== undefined) fields.cause = describeCause(cause);
    if (suppressed > 0) fields.suppressed = suppressed;
    use("log")[level](fields, "command failed");
  }

  private fields(code: string, ms: number) {
    const { id, name: command, transport, userId } = this;
    return { id, command, transport, code, ms: Math.round(ms * 10) / 10, userId };
  }
}
