// How far this person has received and read. Each conversation says so at most every so often; a watermark that has
// moved on meanwhile is said once, as it then stands.
import { errorTable } from "../../contract/errors";
import { limits } from "../../contract/limits";
import { backOffMs, type Context, longestBackOffMs } from "../engine/context";
import type { State } from "../state/types";

/** Leaves most of what a person may call to what they do by hand. */
const paceMs = 80;

type Wish = { read: number; delivered: number; notBeforeMs: number; tries: number };

export class Watermarks {
  private readonly wishes = new Map<string, Wish>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private paceTimer: ReturnType<typeof setTimeout> | undefined;
  private isSending = false;
  private isStopped = true;

  constructor(private readonly context: Context) {}

  read(conversationId: string, seq: number): void {
    this.context.store.dispatch({ type: "read", conversationId, seq });
    this.wish(conversationId, { read: seq });
  }

  delivered(conversationId: string, seq: number): void {
    this.wish(conversationId, { delivered: seq });
  }

  /** Whatever of what is known to be here has not been said to have arrived. */
  deliverAll(): void {
    const { rows, me } = this.context.store.getState();
    for (const [id, { base }] of rows) {
      const own = base.members.find(({ userId }) => userId === me.id);
      if (own && base.unread > 0 && own.deliveredSeq < base.seq) this.delivered(id, base.seq);
    }
  }

  private wish(conversationId: string, { read = 0, delivered = 0 }: Partial<Wish>): void {
    const wish = this.wishes.get(conversationId) ?? { read: 0, delivered: 0, notBeforeMs: 0, tries: 0 };
    wish.read = Math.max(wish.read, read);
    wish.delivered = Math.max(wish.delivered, delivered);
    this.wishes.set(conversationId, wish);
    this.schedule();
  }

  private schedule(): void {
    const isPacing = this.paceTimer !== undefined;
    if (this.isSending || isPacing || this.isStopped || this.wishes.size === 0) return;
    clearTimeout(this.timer);
    const nowMs = this.context.now();
    // Nothing has to wait so long; the clock was set back.
    for (const wish of this.wishes.values())
      if (wish.notBeforeMs > nowMs + longestBackOffMs) wish.notBeforeMs = nowMs;
    const nextMs = Math.min(...[...this.wishes.values()].map(({ notBeforeMs }) => notBeforeMs));
    this.timer = setTimeout(() => void this.send(), Math.max(0, nextMs - nowMs));
  }

  private async send(): Promise<void> {
    const nowMs = this.context.now();
    const due = [...this.wishes].find(([, { notBeforeMs }]) => notBeforeMs <= nowMs);
    if (due) {
      this.isSending = true;
      await this.say(...due);
      this.isSending = false;
      if (this.isStopped) return;
      this.pace();
    } else this.schedule();
  }

  private pace(): void {
    clearTimeout(this.paceTimer);
    this.paceTimer = setTimeout(() => {
      this.paceTimer = undefined;
      this.schedule();
    }, paceMs);
  }

  private async say(conversationId: string, wish: Wish): Promise<void> {
    const { store, call, now, random } = this.context;
    const step = nextStep(store.getState(), conversationId, wish);
    if (!step) {
      // It was kept for as long as it held back the next one.
      this.wishes.delete(conversationId);
      return;
    }
    const answer = await call(step.name, { conversationId, seq: step.seq });
    wish.notBeforeMs = now() + limits.watermarkEveryMs;
    if (answer.ok) {
      wish.tries = 0;
      const { readSeq, deliveredSeq } = answer.data;
      const moved = { userId: store.getState().me.id, readSeq, deliveredSeq, at: null };
      store.dispatch({ type: "moved", conversationId, moved });
    } else if (errorTable[answer.error.code].retryable) {
      const delayMs = backOffMs(wish.tries++, random, answer.error.retryAfterMs);
      wish.notBeforeMs = now() + Math.min(delayMs, longestBackOffMs);
    } else {
      this.wishes.delete(conversationId);
      store.dispatch({ type: "read:refused", conversationId });
    }
  }

  /** The way is open again: what failed need not wait. */
  wake(): void {
    for (const wish of this.wishes.values()) if (wish.tries > 0) wish.notBeforeMs = 0;
    this.schedule();
  }

  start(): void {
    this.isStopped = false;
    this.schedule();
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
    clearTimeout(this.paceTimer);
    this.paceTimer = undefined;
  }
}

/** Another tab or device may have said it already. */
function nextStep({ rows, me }: State, id: string, { read, delivered }: Wish) {
  const base = rows.get(id)?.base;
  const own = base?.members.find(({ userId }) => userId === me.id);
  if (!base || !own) return null;
  if (read > base.readSeq) return { name: "conversation:read", seq: Math.min(read, base.seq) } as const;
  if (delivered > own.deliveredSeq) return { name: "conversation:delivered", seq: delivered } as const;
  return null;
}
