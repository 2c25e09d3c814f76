// One call of a command from its arrival to its answer: what the metrics count of it and what the log says. It is
// handed from part to part; AsyncLocalStorage would cost the send path a tenth of its processor time and more.
import type { AppError, ErrorCode } from "../contract/errors";
import { limits } from "../contract/limits";
import { LineBudget } from "./line-budget";
import type { MeteredName, Transport } from "./metrics";
import { describeCause, toAppError } from "./problem";
import { use } from "./slot";

/** Failures of our own have a budget apart from those of callers, so that a client cannot drown them. */
const budgets = { error: newBudget(), warn: newBudget() };
const levelOf = (code: ErrorCode) => (code === "internal" ? "error" : "warn");

function newBudget(): LineBudget {
  return new LineBudget(limits.failureLinesPerSecond, 1_000);
}

/** Writes one line about a failure, unless there were too many within this second. */
export function logFailure(
  { code, cause }: AppError,
  fields: Record<string, unknown>,
  message: string,
): void {
  const level = levelOf(code);
  const suppressed = budgets[level].take(performance.now());
  if (suppressed === null) return;
  const line: Record<string, unknown> = { ...fields, code };
  if (cause !== undefined) line.cause = describeCause(cause);
  if (suppressed > 0) line.suppressed = suppressed;
  use("log")[level](line, message);
}

export class Call {
  userId: string | undefined;
  private problem: AppError | undefined;

  constructor(
    private readonly name: MeteredName,
    private readonly transport: Transport,
    readonly id: string,
    private readonly arrivedAtMs: number = performance.now(),
  ) {}

  /** The facts of the change have been written to the connected clients. */
  published(): void {
    use("metrics").published(this.name, (performance.now() - this.arrivedAtMs) / 1000);
  }

  /** Answers what the caller may see of it. */
  fail(error: unknown): AppError {
    this.problem = toAppError(error);
    return this.problem;
  }

  /** To be called when the answer is given, once. */
  end(): void {
    const ms = performance.now() - this.arrivedAtMs;
    use("metrics").command(this.name, this.transport, this.problem?.code ?? "ok", ms / 1000);
    if (this.problem) logFailure(this.problem, this.fields(this.problem.code, ms), "command failed");
    else if (use("log").isLevelEnabled("debug")) use("log").debug(this.fields("ok", ms), "command");
  }

  private fields(code: string, ms: number) {
    const { id, name: command, transport, userId } = this;
    return { id, command, transport, code, ms: Math.round(ms * 10) / 10, userId };
  }
}
