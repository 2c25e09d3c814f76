// Reads the facts of other nodes, starting after the last entry at the time of connecting. The stock adapter starts
// from "now" at each read until it has read a first entry, and so misses entries between two reads.
import { type Follower, type RedisClient, type Session, within } from "./connect";
import { type Entry, isEntry, nodeId, roomsOf } from "./entry";
import { streamName } from "./publisher";

const blockMs = 1_000;
/** Beyond the blocking itself: a connection that died without a word is given up. */
const graceMs = 4_000;
const entriesAtOnce = 200;

export type Read = { id: string; message: Entry };
type Raw = { id: string; message: Record<string, string> };

type Options = {
  /** Told when entries may have passed unread. */
  onGap: () => void;
  /** Returns true if this node has a connection in the room. */
  hasRoom: (room: string) => boolean;
};

export class Reader implements Follower {
  private position = "0-0";
  private session: Session | null = null;
  private waiting: (() => void)[] = [];

  constructor(private readonly options: Options) {}

  async up(session: Session): Promise<void> {
    const newest = await session.reading.xRevRange(streamName, "+", "-", { COUNT: 1 });
    this.position = newest?.[0]?.id ?? "0-0";
    this.session = session;
    for (const wake of this.waiting.splice(0)) wake();
  }

  down(): void {
    this.session = null;
  }

  /** Waits for entries that matter here, over as many lives of the link as it takes. */
  async read(): Promise<Read[]> {
    while (true) {
      const session = this.session ?? (await this.nextSession());
      const found = await this.readFrom(session).catch((error: Error) => {
        session.end(error);
        if (this.session === session) this.session = null;
        return [];
      });
      if (found.length > 0) return found;
    }
  }

  private async nextSession(): Promise<Session> {
    while (!this.session) await new Promise<void>((done) => this.waiting.push(done));
    return this.session;
  }

  private async readFrom(session: Session): Promise<Read[]> {
    const before = this.position;
    const entries = await nextEntries(session.reading, before);
    // A new session has started and has set the position again.
    if (this.session !== session) return [];
    const last = entries.at(-1);
    if (!last) return [];
    this.position = last.id;
    if (entries.length === entriesAtOnce && (await isCutOff(session.reading, before))) this.options.onGap();
    return entries.filter((each): each is Read => isEntry(each.message) && this.concerns(each.message));
  }

  private concerns(entry: Entry): boolean {
    if (entry.uid === nodeId) return false;
    const rooms = roomsOf(entry);
    return !rooms || rooms.length === 0 || rooms.some(this.options.hasRoom);
  }
}

async function nextEntries(client: RedisClient, position: string): Promise<Raw[]> {
  const stream = { key: streamName, id: position };
  const answer = client.xRead(stream, { COUNT: entriesAtOnce, BLOCK: blockMs });
  const streams = await within(answer, blockMs + graceMs);
  return streams?.[0]?.messages ?? [];
}

/** Only a reader that is far behind can lose entries to the bound of the stream. */
async function isCutOff(client: RedisClient, position: string): Promise<boolean> {
  if (position === "0-0") return false;
  const oldest = (await client.xRange(streamName, "-", "+", { COUNT: 1 }))?.[0];
  return oldest !== undefined && isLater(oldest.id, position);
}

function isLater(id: string, than: string): boolean {
  const [ms = 0, count = 0] = id.split("-").map(Number);
  const [thanMs = 0, thanCount = 0] = than.split("-").map(Number);
  return ms > thanMs || (ms === thanMs && count > thanCount);
}
