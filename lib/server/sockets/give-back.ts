// Gives memory back once many people have left. V8 collects when something new is wanted, and after everybody has gone
// nothing is, so that a quiet process would keep the memory of its busiest hour.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { limits } from "../../contract/limits";

/** Fewer are not worth a pause of the process. */
const worthWhile = 1_000;
/** Those who only change over to another network are back by then, and what presence kept of the others is gone. */
const settleMs = limits.presenceGraceMs + 2_500;

export class Departures {
  private present = 0;
  private most = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly collect: () => void = collector()) {}

  came(): void {
    this.present++;
    this.most = Math.max(this.most, this.present);
  }

  left(): void {
    this.present--;
    if (this.timer || !this.isWorthWhile) return;
    this.timer = setTimeout(() => this.settle(), settleMs);
    this.timer.unref();
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  /** What stays has to be gone through, so less than half of the most may stay. */
  private get isWorthWhile(): boolean {
    return this.most - this.present >= worthWhile && this.present < this.most / 2;
  }

  private settle(): void {
    this.timer = undefined;
    if (!this.isWorthWhile) return;
    this.most = this.present;
    this.collect();
  }
}

/**
 * Once to find what nobody needs, and once more with what is left moved together: a page of memory with a single
 * object on it cannot be given back. The flag is for what is made after it, so that nobody but this has the function.
 */
function collector(): () => void {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  setFlagsFromString("--no-expose-gc");
  return () => {
    collect();
    setFlagsFromString("--compact-on-every-full-gc");
    collect();
    setFlagsFromString("--no-compact-on-every-full-gc");
  };
}
