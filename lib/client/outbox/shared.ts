// Entries and drafts as all tabs of a browser share them: each change is made in the database first, where one of two
// comes first, and then told. What the database refuses is kept in memory, and is this tab's alone.
import type { Stored } from "../engine/ports";
import type { Database, Draft } from "../storage/database";
import { addressed, type OutboxStore, putBack } from "../storage/outbox-store";
import type { Channel, OpenChannel } from "../tabs/channel";
import { Drafts } from "./drafts";
import { canMove, type Entry, type Move, moved } from "./entry";
import { lanesOf, matesOf } from "./plan";
import { Tray } from "./tray";

/** What tabs tell each other. Tabs of an older or newer Parley may be among them: what is unknown is passed over. */
type Telling =
  | { kind: "entries"; entries: readonly Entry[] }
  | { kind: "gone"; id: string }
  | { kind: "stored"; id: string; stored: Stored }
  | { kind: "draft"; key: string; text: string }
  | { kind: "wake" };

export type Listener = {
  onChange: () => void;
  onStored: (stored: Stored, entry: Entry) => void;
  /** Another tab has learnt that the way is open. */
  onWake: () => void;
};

export class SharedTray {
  private readonly tray = new Tray();
  private readonly drafted = new Drafts((drafts) => this.saveDrafts(drafts));
  private readonly writing = new Set<string>();
  private channel: Channel<Telling> | null = null;
  private lastWrite = Promise.resolve();
  private canWrite = true;

  constructor(
    private readonly store: OutboxStore,
    private readonly listener: Listener,
  ) {}

  /** From now on this tab hears the others and they hear it. */
  join(open: OpenChannel, name: string): void {
    this.channel = open<Telling>(name, (telling) => this.hear(telling));
  }

  entries = (): readonly Entry[] => this.tray.all();
  drafts = (): ReadonlyMap<string, string> => this.drafted.all();
  isKept = (): boolean => this.canWrite && !this.tray.all().some(this.isRefused);

  private readonly isRefused = ({ id }: Entry) => this.tray.isOwn(id) && !this.writing.has(id);

  /** Whether it may be sent: nothing is before it is kept, as far as this browser keeps anything. */
  isWritten(id: string): boolean {
    return !this.writing.has(id);
  }

  /** Whether no other tab can know of it. */
  isOwn(id: string): boolean {
    return this.tray.isOwn(id);
  }

  /** Resolves when it is kept, if only in memory. If its text was the draft, the draft goes with it. */
  async add(fresh: Omit<Entry, "order" | "suborder" | "version">, draftKey: string): Promise<void> {
    if (this.tray.get(fresh.id)) return;
    const isDraft = this.drafted.all().get(draftKey)?.trim() === fresh.text.trim();
    if (isDraft) this.drafted.show(draftKey, "");
    const entry = this.tray.append(fresh);
    this.writing.add(entry.id);
    this.listener.onChange();
    // One after the other, so that what comes of one is known to the next.
    this.lastWrite = this.lastWrite.then(() => this.write(entry, isDraft ? draftKey : null));
    await this.lastWrite;
  }

  /** Never rejects: what cannot be written is this tab's alone, and so is what has to come after it. */
  private async write(entry: Entry, draftKey: string | null): Promise<void> {
    const { id } = entry;
    const laneOf = lanesOf(this.tray.all());
    const mustFollow = (other: Entry) => this.isRefused(other) && laneOf(other) === laneOf(entry);
    try {
      if (this.tray.all().some(mustFollow)) throw new Error("One before it is not kept.");
      this.tray.keep(id, await this.store.add(entry, draftKey));
      this.canWrite = true;
      // Discarded while it was being written.
      if (!this.tray.get(id)) await this.store.change(id, () => null);
    } catch {
      this.canWrite = false;
    }
    this.writing.delete(id);
    if (draftKey !== null) this.tell({ kind: "draft", key: draftKey, text: "" });
    this.tellOf(id);
    this.listener.onChange();
  }

  /**
   * Makes the move if it is legal by now and answers what the entry has become, null when it is not there (any more).
   * In memory where the database fails.
   */
  async move(id: string, move: Move, failure?: Entry["failure"]): Promise<Entry | null> {
    const make = (kept: Entry) => {
      const known = this.tray.get(id);
      const entry = known && known.version > kept.version ? { ...known, order: kept.order } : kept;
      return canMove(entry.state, move) ? moved(entry, move, failure) : undefined;
    };
    const next = this.tray.isOwn(id)
      ? this.changeInMemory(id, make)
      : await this.store.change(id, make).catch(() => this.changeInMemory(id, make));
    if (next) this.tray.set(next);
    else this.tray.remove(id);
    this.tellOf(id);
    this.listener.onChange();
    return next;
  }

  private changeInMemory(id: string, make: (entry: Entry) => Entry | null | undefined): Entry | null {
    const known = this.tray.get(id);
    const made = known ? make(known) : null;
    return made === undefined ? (known ?? null) : made;
  }

  /**
   * The server has it: all tabs see the message in place of the entry at once. Should the rest not be written, the
   * next page will send the entry again, to no effect.
   */
  async stored(entry: Entry, stored: Stored): Promise<void> {
    const { conversationId } = stored.message;
    this.tell({ kind: "stored", id: entry.id, stored });
    this.showStored(entry.id, stored);
    this.listener.onChange();
    const settled =
      entry.conversationId === null
        ? this.store.settle(entry.id, matesOf(entry), conversationId)
        : this.store.change(entry.id, () => null);
    await settled.catch(() => undefined);
  }

  private showStored(id: string, stored: Stored): void {
    const entry = this.tray.get(id);
    if (!entry) return;
    this.listener.onStored(stored, entry);
    this.tray.remove(id);
    if (entry.conversationId !== null) return;
    for (const mate of this.tray.all().filter(matesOf(entry)))
      this.tray.set(addressed(mate, stored.message.conversationId));
  }

  setDraft(key: string, text: string): void {
    if (this.drafted.set(key, text)) this.listener.onChange();
  }

  saveNow(): Promise<void> {
    return this.drafted.flush();
  }

  private async saveDrafts(drafts: Draft[]): Promise<void> {
    for (const { key, text } of drafts) this.tell({ kind: "draft", key, text });
    this.canWrite = await this.store.saveDrafts(drafts).then(
      () => true,
      () => false,
    );
    this.listener.onChange();
  }

  /** Brings this tab to what is kept. What is not kept any more was stored or discarded by another tab. */
  async reload(isInFlight: (id: string) => boolean): Promise<void> {
    const before = this.tray.kept().map(({ id }) => id);
    try {
      await this.drafted.load(async () => {
        const { entries, drafts } = await this.store.load();
        const kept = new Set(entries.map(({ id }) => id));
        for (const id of before) if (!kept.has(id) && !isInFlight(id)) this.tray.remove(id);
        for (const entry of entries) this.tray.hear(entry);
        return drafts;
      });
    } catch {
      this.canWrite = false;
    }
    this.listener.onChange();
  }

  /** Puts what this tab knows into a database that has nothing any more. */
  async restore(database: Database): Promise<void> {
    const entries = this.tray.kept();
    const drafts = [...this.drafted.all()].map(([key, text]) => ({ key, text, at: Date.now() }));
    const orders = await putBack(database, entries, drafts);
    for (const [index, { id }] of entries.entries()) this.tray.keep(id, orders[index] ?? 0);
    this.listener.onChange();
  }

  /** The browser will keep nothing for this page any more. */
  lose(): void {
    this.canWrite = false;
    this.listener.onChange();
  }

  /** Nothing is left of the account, in no tab. */
  empty(): void {
    for (const { id } of this.tray.all()) {
      this.tray.remove(id);
      this.tell({ kind: "gone", id });
    }
    for (const key of this.drafted.all().keys()) {
      this.drafted.show(key, "");
      this.tell({ kind: "draft", key, text: "" });
    }
    this.listener.onChange();
  }

  wakeOthers(): void {
    this.tell({ kind: "wake" });
  }

  close(): void {
    this.channel?.close();
    this.channel = null;
  }

  private tell(telling: Telling): void {
    this.channel?.post(telling);
  }

  private tellOf(id: string): void {
    if (this.tray.isOwn(id)) return;
    const entry = this.tray.get(id);
    this.tell(entry ? { kind: "entries", entries: [entry] } : { kind: "gone", id });
  }

  private hear(telling: Telling): void {
    if (telling.kind === "entries") for (const entry of telling.entries) this.tray.hear(entry);
    else if (telling.kind === "gone") this.tray.remove(telling.id);
    else if (telling.kind === "stored") this.showStored(telling.id, telling.stored);
    else if (telling.kind === "draft") this.drafted.show(telling.key, telling.text);
    else if (telling.kind === "wake") this.listener.onWake();
    this.listener.onChange();
  }
}
