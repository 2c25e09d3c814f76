// Two requests on their way at the same time may change places, and then the first one would win.

/** Lets what is asked for one thing wait for what was asked for it before. */
export class Turns {
  private readonly last = new Map<string, Promise<unknown>>();

  take<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const before = this.last.get(key);
    const turn = before ? before.then(ask, ask) : ask();
    this.last.set(key, turn);
    const leave = () => void (this.last.get(key) === turn && this.last.delete(key));
    turn.then(leave, leave);
    return turn;
  }

  /** Once nothing is under way any more of what was asked for by now. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.last.values());
  }
}
