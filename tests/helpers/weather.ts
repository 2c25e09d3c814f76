// An unreliable transport: connections break, facts are lost, duplicated or late, and answers are lost.
import { createTransport, type Transport, type TransportFactory } from "../../lib/client/transport/transport";
import type { Envelope } from "../../lib/contract/envelope";

export class Weather {
  isBad = false;
  isCut = false;
  private readonly transports = new Set<Transport>();

  constructor(private readonly random: () => number) {}

  private happens = (share: number) => this.isBad && this.random() < share;

  readonly factory: TransportFactory = (options, events) => {
    const inner = createTransport(
      { ...options, isOnline: () => !this.isCut },
      {
        ...events,
        fact: (fact) => {
          if (this.isCut || this.happens(0.08)) return;
          if (this.happens(0.1)) setTimeout(() => events.fact(fact), this.random() * 60);
          else events.fact(fact);
          if (this.happens(0.08)) events.fact(fact);
        },
      },
    );
    this.transports.add(inner);
    const lost: Envelope<never> = { ok: false, error: { code: "unavailable", message: "Lost." } };
    return {
      ...inner,
      get isLive() {
        return inner.isLive;
      },
      call: async (name, input, given) => {
        if (this.isCut || this.happens(0.05)) return lost;
        const answer = await inner.call(name, input, given);
        return this.isCut || this.happens(0.05) ? lost : answer;
      },
    };
  };

  /** The connection breaks and is restored. */
  breakLine(): void {
    for (const transport of this.transports) transport.renew();
  }
}

/** A seeded random number generator. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
