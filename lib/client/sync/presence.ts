// Who is watched for coming and going: everybody that something on the page wants to know about, as one list.
import { limits } from "../../contract/limits";
import { backOffMs, type Context } from "../engine/context";
import { Turns } from "../engine/turns";
import { Lookers } from "./lookers";

const settleMs = 50;

export class PresenceWatch {
  private readonly lookers = new Lookers();
  private readonly turns = new Turns();
  private watched = "";
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;

  constructor(private readonly context: Context) {}

  open(userIds: readonly string[]): () => void {
    const letGo = this.lookers.open(userIds, () => this.settle());
    this.settle();
    return letGo;
  }

  /** The server knows of no list any more, or may have missed something. */
  renew(): void {
    this.watched = "";
    this.settle();
  }

  /** Screens come and go together, so the list is sent when it has come to rest. */
  private settle(delayMs = settleMs): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.watch(), delayMs);
  }

  private async watch(): Promise<void> {
    const { call, isLive, store, random } = this.context;
    // Those asked for last are those that are looked at.
    const userIds = this.lookers.keys().slice(-limits.presenceUsers).sort();
    const wanted = userIds.join();
    if (!isLive() || wanted === this.watched) return;
    this.watched = wanted;
    const answer = await this.turns.take("watch", () => call("presence:watch", { userIds }));
    if (answer.ok) {
      this.failures = 0;
      if (this.watched === wanted) store.dispatch({ type: "presence", items: answer.data.items });
    } else if (this.watched === wanted) {
      this.watched = "";
      this.settle(backOffMs(++this.failures, random, answer.error.retryAfterMs));
    }
  }

  stop(): void {
    clearTimeout(this.timer);
    this.watched = "";
  }
}
