// Who looks at what: something is wanted as long as one of those who opened it has not let go of it.
export class Lookers {
  private readonly counts = new Map<string, number>();

  has(key: string): boolean {
    return this.counts.has(key);
  }

  /** What is looked at, what was opened first before the rest. */
  keys(): string[] {
    return [...this.counts.keys()];
  }

  /** Answers how to let go; to do so twice has no effect. */
  open(keys: readonly string[], onLeft: () => void): () => void {
    for (const key of keys) this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      for (const key of keys) this.leave(key);
      onLeft();
    };
  }

  private leave(key: string): void {
    const left = (this.counts.get(key) ?? 1) - 1;
    if (left > 0) this.counts.set(key, left);
    else this.counts.delete(key);
  }
}
