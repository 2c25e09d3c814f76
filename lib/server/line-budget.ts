/** Bounds how many lines of one kind reach the log in a window of time; the rest are counted. */
export class LineBudget {
  private untilMs = 0;
  private lines = 0;
  private suppressed = 0;

  constructor(
    private readonly maxLines: number,
    private readonly windowMs: number,
  ) {}

  /** Returns how many lines were suppressed before this one, or null when this one is suppressed as well. */
  take(nowMs: number): number | null {
    if (nowMs >= this.untilMs) {
      this.untilMs = nowMs + this.windowMs;
      this.lines = 0;
    }
    if (this.lines === this.maxLines) {
      this.suppressed++;
      return null;
    }
    this.lines++;
    const before = this.suppressed;
    this.suppressed = 0;
    return before;
  }
}
