// Sends facts to the other nodes. No caller waits for it: a fact that cannot be sent at once is dropped, and its
// recipients are told to sync as soon as Redis works again.
import type { Logger } from "pino";
import type { RedisLink } from "./connect";
import { type Entry, factOf, syncEntry } from "./entry";

export const streamName = "parley:facts";
/** Bounds the memory of Redis; a reader that is further behind than this notices and asks the database instead. */
export const maxEntries = 10_000;

const maxPending = 10_000;
const maxPendingBytes = 16 * 1024 * 1024;
/** More than so many and everyone is asked. */
const maxMissedRooms = 20_000;
const roomsAnEntry = 500;
const retellEveryMs = 500;
const complainEveryMs = 60_000;

export class Publisher {
  private pending = 0;
  private pendingBytes = 0;
  private readonly missedRooms = new Set<string>();
  private hasEveryoneMissed = false;
  private complainedAtMs = Number.NEGATIVE_INFINITY;
  private readonly timer = setInterval(() => this.retell(), retellEveryMs).unref();

  constructor(
    private readonly link: RedisLink,
    private readonly log: Logger,
  ) {}

  tell(entry: Entry): void {
    const client = this.link.commands;
    const bytes = entry.data?.length ?? 0;
    if (!client || this.pending >= maxPending || this.pendingBytes + bytes > maxPendingBytes) {
      this.miss(entry);
      return;
    }
    this.pending++;
    this.pendingBytes += bytes;
    const told = () => {
      this.pending--;
      this.pendingBytes -= bytes;
    };
    const fields = Object.entries(entry).flat();
    client
      .sendCommand(["XADD", streamName, "MAXLEN", "~", String(maxEntries), "*", ...fields])
      .then(told, (error: Error) => {
        told();
        this.miss(entry);
        this.complain(error);
      });
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private miss(entry: Entry): void {
    const fact = factOf(entry);
    // A typing fact is out of date by then.
    if (!fact || fact.name === "typing:changed") return;
    for (const room of fact.rooms) this.missedRooms.add(room);
    this.hasEveryoneMissed ||= fact.rooms.length === 0 || this.missedRooms.size > maxMissedRooms;
    if (this.hasEveryoneMissed) this.missedRooms.clear();
  }

  private retell(): void {
    if (!this.link.isUp || this.pending > 0) return;
    const rooms = [...this.missedRooms];
    const isForEveryone = this.hasEveryoneMissed;
    this.missedRooms.clear();
    this.hasEveryoneMissed = false;
    if (isForEveryone) this.tell(syncEntry([]));
    for (let from = 0; from < rooms.length; from += roomsAnEntry)
      this.tell(syncEntry(rooms.slice(from, from + roomsAnEntry)));
  }

  /** A lost link is logged where it is made; what is left are refusals, such as of a Redis that is full. */
  private complain(error: Error): void {
    if (!this.link.isUp || performance.now() - this.complainedAtMs < complainEveryMs) return;
    this.complainedAtMs = performance.now();
    this.log.error({ reason: error.message }, "Redis does not take what this node tells the others");
    this.link.suspect(error);
  }
}
