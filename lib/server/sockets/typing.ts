// Tracks typing users in memory. Entries expire by themselves.
import type { Fact } from "../../contract/facts";
import { limits } from "../../contract/limits";

type TypingFact = Extract<Fact, { name: "typing:changed" }>;

const maxTyping = 100_000;

export class TypingClock {
  private readonly timers = new Map<string, NodeJS.Timeout>();

  constructor(private readonly publish: (facts: Fact[]) => void) {}

  /** Gets every published typing fact. Publishes its end if the client does not send it in time. */
  observe(fact: TypingFact): void {
    const { conversationId, userId, typing } = fact.payload;
    const key = `${conversationId} ${userId}`;
    clearTimeout(this.timers.get(key));
    this.timers.delete(key);
    if (!typing || this.timers.size >= maxTyping) return;
    const forget = () => {
      this.timers.delete(key);
      this.publish([{ ...fact, payload: { conversationId, userId, typing: false } }]);
    };
    this.timers.set(key, setTimeout(forget, limits.typingMs).unref());
  }

  stop(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }
}
