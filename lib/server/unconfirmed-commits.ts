// Handles commits whose result is unknown, because the connection was lost before the database answered. Once the
// database answers again, the members concerned are told to sync.
import type { Command, Touched } from "../contract/command";
import type { AppError } from "../contract/errors";
import type { Fact } from "../contract/facts";
import { limits } from "../contract/limits";
import { askToSyncUnconfirmed, type UnconfirmedCommit } from "../domain/conversation/ask-to-sync";

export class UnconfirmedCommits {
  private readonly held = new Map<string, UnconfirmedCommit>();
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(
    private readonly publish: (facts: readonly Fact[]) => void,
    private readonly everyMs = limits.unconfirmedCommitRetryMs,
  ) {}

  /** Beyond the limit, commits are dropped. If the client retries, the retry finds the change and the members sync. */
  add(unconfirmed: UnconfirmedCommit): void {
    if (this.isClosed || this.held.size >= limits.unconfirmedCommits) return;
    this.held.set(`${unconfirmed.id} ${unconfirmed.ofSide}`, unconfirmed);
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
      this.publish([await askToSyncUnconfirmed(asked)]);
    } catch {
      // The database is not back yet.
      for (const unconfirmed of asked) this.add(unconfirmed);
    }
  }
}

/** Returns the entity that a command without an answer may have changed, or null if it cannot have changed any. */
export function unconfirmedCommitOf(
  { touches, isOwnSide }: Command,
  { code, cause }: AppError,
  input: unknown,
  userId: string | null = null,
): UnconfirmedCommit | null {
  const isWithoutAnswer = code === "unavailable" && cause !== undefined;
  if (!isWithoutAnswer || touches === undefined || input === undefined) return null;
  const id = (input as Record<`${Touched}Id`, string>)[`${touches}Id`];
  return { kind: touches, id, ofSide: isOwnSide?.(input) ? userId : null };
}
