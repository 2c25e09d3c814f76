// Who is connected to this process, and for how long somebody who has just gone still counts as there.
import { limits } from "../../contract/limits";

type Person = { sockets: Map<string, number>; leaving?: NodeJS.Timeout };

/** Where people are beyond this process; on a single node nobody is. */
export interface Elsewhere {
  isOnline(userId: string): boolean;
  arrived(userId: string): void;
  left(userId: string): Promise<boolean>;
}

export const nowhereElse: Elsewhere = {
  isOnline: () => false,
  arrived: () => {},
  left: async () => true,
};

type Options = {
  elsewhere: Elsewhere;
  /** Called when somebody comes or has gone for good, on all nodes together. */
  onChange: (userId: string, isOnline: boolean) => void;
};

export class Presence {
  private readonly people = new Map<string, Person>();

  constructor(private readonly options: Options) {}

  isOnline(userId: string): boolean {
    return this.people.has(userId) || this.options.elsewhere.isOnline(userId);
  }

  /** Answers the sockets that are too many for one person, the oldest first. */
  connect(userId: string, socketId: string): string[] {
    const { elsewhere, onChange } = this.options;
    const person = this.people.get(userId);
    if (person) {
      clearTimeout(person.leaving);
      person.leaving = undefined;
      person.sockets.set(socketId, Date.now());
      return [...person.sockets.keys()].slice(
        0,
        Math.max(0, person.sockets.size - limits.connectionsPerUser),
      );
    }
    const wasOnline = elsewhere.isOnline(userId);
    this.people.set(userId, { sockets: new Map([[socketId, Date.now()]]) });
    elsewhere.arrived(userId);
    if (!wasOnline) onChange(userId, true);
    return [];
  }

  disconnect(userId: string, socketId: string): void {
    const person = this.people.get(userId);
    if (!person?.sockets.delete(socketId) || person.sockets.size > 0) return;
    person.leaving = setTimeout(() => void this.leave(userId), limits.presenceGraceMs).unref();
  }

  private async leave(userId: string): Promise<void> {
    this.people.delete(userId);
    const isGone = await this.options.elsewhere.left(userId);
    if (isGone && !this.people.has(userId)) this.options.onChange(userId, false);
  }

  /** Everyone who has a place here, also those who may just be coming back. */
  get userIds(): string[] {
    return [...this.people.keys()];
  }

  stop(): void {
    for (const { leaving } of this.people.values()) clearTimeout(leaving);
    this.people.clear();
  }
}
