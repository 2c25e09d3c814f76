// Catching up: everything after a connection came up or somebody may have missed something, and single conversations
// when a revision is missing.
import type { ErrorBody } from "../../contract/envelope";
import { errorTable } from "../../contract/errors";
import { type ConversationFilter, listKey } from "../../contract/initial";
import { limits } from "../../contract/limits";
import { backOffMs, type Context } from "../engine/context";
import { idsBehind, knownOf, marksOf } from "../state/behind";

/** Facts of one conversation may overtake each other by so much; asking at once would be for nothing. */
const outOfTurnMs = 200;
/** More than so many behind are asked for together. */
const askedAlone = 3;

export type SyncerOptions = {
  /** What is looked at comes first. */
  priority: () => Iterable<string>;
  /** The plain list whose first page is to come along. */
  inbox: () => ConversationFilter;
  /** Everything known is up to date; what only the server can decide is to be asked anew. */
  caughtUp: () => void;
};

export class Syncer {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private gapTimer: ReturnType<typeof setTimeout> | undefined;
  private isRunning = false;
  private isWanted = false;
  /** What has not been answered since it was last asked for altogether, so that a failure loses nothing. */
  private left = new Set<string>();
  private isStopped = true;
  private failures = 0;
  private gapTries = 0;
  /** Whether a first answer has come: before it, what is missing is what was asked for anyway. */
  private hasCaughtUp = false;

  constructor(
    private readonly context: Context,
    private readonly options: SyncerOptions,
  ) {}

  start(): void {
    this.isStopped = false;
  }

  stop(): void {
    this.isStopped = true;
    this.hasCaughtUp = false;
    clearTimeout(this.timer);
    clearTimeout(this.gapTimer);
    this.gapTimer = undefined;
  }

  /** `spreadMs`: when everybody is told at once, not everybody asks at once. */
  request(spreadMs = 0): void {
    if (this.isStopped) return;
    this.isWanted = true;
    if (this.isRunning) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.run(), spreadMs * this.context.random());
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    if (this.isWanted) this.beginAnew();
    this.isWanted = false;
    const error = await this.askForAll();
    this.isRunning = false;
    if (this.isStopped) return;
    if (error && errorTable[error.code].retryable) {
      const delayMs = backOffMs(this.failures++, this.context.random, error.retryAfterMs);
      this.timer = setTimeout(() => void this.run(), delayMs);
      return;
    }
    this.failures = 0;
    if (this.isWanted) this.request();
    if (error || this.isWanted) return;
    this.hasCaughtUp = true;
    this.options.caughtUp();
    this.watch();
  }

  /** What was left over from before has waited longest. */
  private beginAnew(): void {
    const { rows } = this.context.store.getState();
    this.left = new Set([...this.options.priority(), ...this.left, ...rows.keys()]);
  }

  private async askForAll(): Promise<ErrorBody | null> {
    const { left } = this;
    const { store } = this.context;
    let isFirst = true;
    while (left.size > 0 || isFirst) {
      isFirst = false;
      const { rows } = store.getState();
      const batch = [...left].filter((id) => rows.has(id)).slice(0, limits.syncConversations);
      if (batch.length === 0) left.clear();
      const answer = await this.ask(batch);
      if (!answer.ok) return answer.error;
      if (this.isStopped) return null;
      for (const id of batch) left.delete(id);
      // These have just come in full, and without messages there is nothing more to ask.
      for (const { id } of answer.data.inbox.items) if (!store.getState().threads.has(id)) left.delete(id);
    }
    return null;
  }

  private async ask(ids: readonly string[]) {
    const { store, call } = this.context;
    const state = store.getState();
    const asked = new Map(ids.map((id) => [id, knownOf(state, id)]));
    const bare = new Set(ids.filter((id) => !state.threads.has(id)));
    const conversations = ids.map((id) => ({
      id,
      ...knownOf(state, id),
      marks: marksOf(state, id),
      messages: !bare.has(id),
    }));
    const inbox = this.options.inbox();
    const answer = await call("sync", { conversations, side: inbox.side });
    if (answer.ok && !this.isStopped)
      store.dispatch({ type: "synced", asked, bare, answer: answer.data, inboxKey: listKey(inbox) });
    return answer;
  }

  /** To be called whenever something was told: asks for what is missing, if it still is in a moment. */
  watch(): void {
    if (this.isStopped || !this.hasCaughtUp || this.gapTimer !== undefined) return;
    if (idsBehind(this.context.store.getState()).length === 0) {
      this.gapTries = 0;
      return;
    }
    const delayMs = this.gapTries === 0 ? outOfTurnMs : backOffMs(this.gapTries, this.context.random);
    this.gapTimer = setTimeout(() => void this.fillGaps(), delayMs);
  }

  private async fillGaps(): Promise<void> {
    const ids = idsBehind(this.context.store.getState());
    this.gapTries++;
    if (ids.length > askedAlone) await this.ask(ids.slice(0, limits.syncConversations));
    else await Promise.all(ids.map((id) => this.fillGap(id)));
    this.gapTimer = undefined;
    this.watch();
  }

  private async fillGap(conversationId: string): Promise<void> {
    const { store, call } = this.context;
    const since = knownOf(store.getState(), conversationId);
    const answer = await call("conversation:changes", { conversationId, since: since.rev });
    if (this.isStopped) return;
    if (answer.ok) store.dispatch({ type: "changes", since, changes: answer.data });
    else if (answer.error.code === "not_found") store.dispatch({ type: "lost", conversationId });
  }
}
