// Tracks the users connected to this process. A user who disconnects counts as online for a short time after.
import { limits } from "../../contract/limits";
import type { Elsewhere, Host } from "./elsewhere";

type Options = Omit<Host, "here"> & { elsewhere: Elsewhere };

export class Presence {
  private readonly people = new Map<string, Map<string, number>>();
  private readonly leaving = new Map<string, NodeJS.Timeout>();

  constructor(private readonly options: Options) {
    const { elsewhere, ...host } = options;
    elsewhere.begin({ here: this.people, ...host });
  }

  /** Filters these users to the ones who are connected to any node. */
  async online(userIds: readonly string[]): Promise<Set<string>> {
    const isHere = (userId: string) => this.people.has(userId);
    const others = userIds.filter((userId) => !isHere(userId));
    const elsewhere = others.length > 0 ? await this.options.elsewhere.online(others) : [];
    return new Set([...userIds.filter(isHere), ...elsewhere]);
  }

  connect(userId: string, socketId: string): void {
    clearTimeout(this.leaving.get(userId));
    this.leaving.delete(userId);
    const sockets = this.people.get(userId) ?? new Map<string, number>();
    const isFirst = !this.people.has(userId);
    this.people.set(userId, sockets.set(socketId, Date.now()));
    void this.stand(userId, sockets, isFirst);
  }

  disconnect(userId: string, socketId: string): void {
    const sockets = this.people.get(userId);
    if (!sockets?.delete(socketId)) return;
    void this.stand(userId, sockets, false);
    if (sockets.size > 0) return;
    const leave = () => void this.leave(userId);
    this.leaving.set(userId, setTimeout(leave, limits.presenceGraceMs).unref());
  }

  /** Others may tell of these people from now on. */
  async stop(): Promise<void> {
    for (const timer of this.leaving.values()) clearTimeout(timer);
    this.leaving.clear();
    await this.options.elsewhere.end();
    this.people.clear();
  }

  private async stand(userId: string, sockets: Map<string, number>, isFirst: boolean): Promise<void> {
    const { elsewhere, changed, surplus } = this.options;
    const standing = await elsewhere.stands(userId, sockets, isFirst);
    if (standing.isNew && this.people.has(userId)) changed([userId], true);
    if (standing.surplus.length > 0) surplus(standing.surplus);
  }

  private async leave(userId: string): Promise<void> {
    const { elsewhere, changed } = this.options;
    this.leaving.delete(userId);
    this.people.delete(userId);
    const isGone = await elsewhere.left(userId);
    if (!isGone || this.people.has(userId)) return;
    changed([userId], false);
    // Another node may have told of their coming before this one told of their going.
    if ((await elsewhere.online([userId])).size > 0) changed([userId], true);
  }
}
