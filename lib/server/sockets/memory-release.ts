// Releases memory after many users have disconnected. V8 collects garbage only when it allocates, so an idle process
// would keep the memory of its busiest hour.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { limits } from "../../contract/limits";

/** Fewer are not worth a pause of the process. */
const worthWhile = 1_000;
/** By then users who only changed networks have reconnected, and presence has dropped its data about the others. */
const settleMs = limits.presenceGraceMs + 2_500;

export class MemoryRelease {
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

  /** The collection visits all remaining objects, so it runs only if less than half of the maximum remains. */
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
 * Collects once to free unused objects, and again to compact the rest, because a page with a single object on it cannot
 * be released. The flag applies only to contexts created after it, so only this function has access to `gc`.
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
