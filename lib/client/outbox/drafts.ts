// What somebody has begun to write, by the key of where to: at once on the screen, a moment later on the disk.
import { limits } from "../../contract/limits";
import type { Draft } from "../storage/database";

export class Drafts {
  private texts: ReadonlyMap<string, string> = new Map();
  private readonly unsaved = new Set<string>();
  /** For each load under way the keys that have changed since. */
  private readonly loads = new Set<Set<string>>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly save: (drafts: Draft[]) => Promise<void>) {}

  all(): ReadonlyMap<string, string> {
    return this.texts;
  }

  /** Takes over what is kept, but for what has changed here since it was read. */
  async load(read: () => Promise<readonly Draft[]>): Promise<void> {
    const touched = new Set(this.unsaved);
    this.loads.add(touched);
    try {
      const kept = (await read()).filter(({ key }) => !touched.has(key));
      const fresh = [...this.texts].filter(([key]) => touched.has(key));
      this.texts = new Map([...kept.map(({ key, text }) => [key, text] as const), ...fresh]);
    } finally {
      this.loads.delete(touched);
    }
  }

  /** Answers whether this changed anything. */
  set(key: string, text: string): boolean {
    if (!this.show(key, text.slice(0, limits.draftChars))) return false;
    this.unsaved.add(key);
    this.timer ??= setTimeout(() => void this.flush(), limits.draftSaveMs);
    return true;
  }

  /** What another tab has saved, or what has gone with the message that it was. */
  show(key: string, text: string): boolean {
    this.unsaved.delete(key);
    for (const touched of this.loads) touched.add(key);
    if ((this.texts.get(key) ?? "") === text) return false;
    const texts = new Map(this.texts);
    texts.delete(key);
    if (text !== "") texts.set(key, text);
    for (const oldest of texts.keys()) {
      if (texts.size <= limits.drafts) break;
      texts.delete(oldest);
    }
    this.texts = texts;
    return true;
  }

  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.unsaved.size === 0) return;
    const at = Date.now();
    const drafts = [...this.unsaved].map((key) => ({ key, text: this.texts.get(key) ?? "", at }));
    this.unsaved.clear();
    await this.save(drafts);
  }
}
