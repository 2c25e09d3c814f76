// What may have been done without anybody having been told: the answer to a commit can be lost with the connection.
// Once the database answers again, those concerned are asked to look for themselves.
import type { Command, Touched } from "../contract/command";
import type { AppError } from "../contract/errors";
import type { Fact } from "../contract/facts";
import { limits } from "../contract/limits";
import { askAboutDoubts, type Doubt } from "../domain/conversation/ask-to-sync";

export class Doubts {
  private readonly held = new Map<string, Doubt>();
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(
    private readonly publish: (facts: readonly Fact[]) => void,
    private readonly everyMs = limits.doubtEveryMs,
  ) {}

  /** Beyond its bound nothing more is held: whoever sends again finds it done, and everyone is told then. */
  add(doubt: Doubt): void {
    if (this.isClosed || this.held.size >= limits.doubts) return;
    this.held.set(doubt.id, doubt);
    this.timer ??= setTimeout(() => void this.settle(), this.everyMs).unref();
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
  }

  private async settle(): Promise<void> {
    const asked = [...this.held.values()];
    this.held.clear();
    this.timer = undefined;
    try {
      this.publish([await askAboutDoubts(asked)]);
    } catch {
      // The database is not back yet.
      for (const doubt of asked) this.add(doubt);
    }
  }
}

/** What a command that the database did not answer may have changed; null where it cannot have changed anything. */
export function doubtOf({ touches }: Command, { code, cause }: AppError, input: unknown): Doubt | null {
  const isWithoutAnswer = code === "unavailable" && cause !== undefined;
  if (!isWithoutAnswer || touches === undefined || input === undefined) return null;
  return { kind: touches, id: (input as Record<`${Touched}Id`, string>)[`${touches}Id`] };
}
