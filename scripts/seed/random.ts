// Chance that can be repeated: the same seed gives the same data, so a demo looks alike on every machine and a
// benchmark measures the same rows twice.

const hex4 = Array.from({ length: 0x10000 }, (_, value) => value.toString(16).padStart(4, "0"));
const hexOf = (value: number): string => hex4[value & 0xffff] ?? "0000";

export class Random {
  private state = 0;

  constructor(...seeds: number[]) {
    this.reseed(...seeds);
  }

  /** Begins the sequence that belongs to these numbers; neighbouring numbers give unrelated sequences. */
  reseed(...seeds: number[]): this {
    let mixed = 0x9e3779b9;
    for (const seed of seeds) mixed = scramble(mixed ^ Math.imul(seed + 1, 0x85ebca6b));
    this.state = mixed;
    return this;
  }

  /** 32 random bits. */
  bits(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    return scramble(this.state);
  }

  /** From 0 up to but not including 1. */
  unit(): number {
    return this.bits() / 0x1_0000_0000;
  }

  /** A whole number from 0 up to but not including `count`. */
  below(count: number): number {
    return Math.floor(this.unit() * count);
  }

  between(from: number, to: number): number {
    return from + this.below(to - from + 1);
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error("There is nothing to pick from.");
    return item;
  }

  /** A UUID of version 7 for this moment. */
  uuidAt(ms: number): string {
    const high = Math.floor(ms / 0x10000);
    const [a, b, c] = [this.bits(), this.bits(), this.bits()];
    return `${hexOf(high >>> 16)}${hexOf(high)}-${hexOf(ms % 0x10000)}-${hexOf(0x7000 | (a & 0xfff))}-${hexOf(
      0x8000 | ((a >>> 12) & 0x3fff),
    )}-${hexOf(b)}${hexOf(b >>> 16)}${hexOf(c)}`;
  }
}

function scramble(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
