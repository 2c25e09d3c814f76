// The entries as this tab knows them, in their order.
import { limits } from "../../contract/limits";
import { type Entry, inOrder } from "./entry";

export class Tray {
  private readonly entries = new Map<string, Entry>();
  private sorted: readonly Entry[] | null = [];
  /** Entries that only this tab has: not written yet, or refused by a full disk. */
  private readonly own = new Set<string>();
  /** Ids never come back, so that news of an entry which arrives late does not bring it back either. */
  private readonly gone = new Set<string>();

  all(): readonly Entry[] {
    this.sorted ??= [...this.entries.values()].sort(inOrder);
    return this.sorted;
  }

  get size(): number {
    return this.entries.size;
  }

  get(id: string): Entry | undefined {
    return this.entries.get(id);
  }

  isOwn(id: string): boolean {
    return this.own.has(id);
  }

  /** At the end, for now this tab's alone. */
  append(entry: Omit<Entry, "order" | "suborder" | "version">): Entry {
    const last = this.all().at(-1);
    const added = { ...entry, order: last?.order ?? 0, suborder: (last?.suborder ?? 0) + 1, version: 0 };
    this.own.add(entry.id);
    this.set(added);
    return added;
  }

  /** It has been written and got its place. */
  keep(id: string, order: number): void {
    this.own.delete(id);
    const entry = this.entries.get(id);
    if (!entry) return;
    this.set({ ...entry, order, suborder: 0 });
    // What was written after it stays after it.
    for (const each of this.all()) {
      if (this.own.has(each.id) && inOrder(entry, each) < 0)
        this.set({ ...each, order: Math.max(each.order, order) });
    }
  }

  set(entry: Entry): void {
    if (this.gone.has(entry.id)) return;
    this.entries.set(entry.id, entry);
    this.sorted = null;
  }

  /** Takes over what another tab or the database says, unless this tab knows better. */
  hear(entry: Entry): void {
    const known = this.entries.get(entry.id);
    if (known && (known.version > entry.version || this.own.has(entry.id))) return;
    this.set(entry);
  }

  remove(id: string): void {
    this.gone.add(id);
    for (const oldest of this.gone) {
      if (this.gone.size <= limits.outboxEntries * 4) break;
      this.gone.delete(oldest);
    }
    this.own.delete(id);
    if (this.entries.delete(id)) this.sorted = null;
  }

  /** What the database should have. */
  kept(): Entry[] {
    return this.all().filter(({ id }) => !this.own.has(id));
  }
}
