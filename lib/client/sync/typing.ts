// Says that one types, and forgets that others did.
import { limits } from "../../contract/limits";
import type { Context } from "../engine/context";

const forgetEveryMs = 500;

export class Typing {
  private readonly saidAtMs = new Map<string, number>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly context: Context) {}

  /** Called with every key; says so at most every two seconds. Only a socket is worth it. */
  say(conversationId: string): void {
    const { now, call, isLive } = this.context;
    const saidMs = this.saidAtMs.get(conversationId);
    if (!isLive() || (saidMs !== undefined && now() - saidMs < limits.typingEveryMs)) return;
    this.saidAtMs.set(conversationId, now());
    void call("typing:set", { conversationId, typing: true });
  }

  /** Sent, or nothing left in the box. */
  hush(conversationId: string): void {
    const { now, call, isLive } = this.context;
    const saidMs = this.saidAtMs.get(conversationId);
    this.saidAtMs.delete(conversationId);
    if (saidMs === undefined || !isLive() || now() - saidMs > limits.typingMs) return;
    void call("typing:set", { conversationId, typing: false });
  }

  /** To be called when somebody types: their fact may be the last that ever comes. */
  watch(): void {
    if (this.timer !== undefined) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      const { store, now } = this.context;
      store.dispatch({ type: "typing:expired", nowMs: now() });
      if (store.getState().typing.size > 0) this.watch();
    }, forgetEveryMs);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.saidAtMs.clear();
  }
}
