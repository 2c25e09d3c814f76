// Tracks the users connected to other nodes. Each node writes its own users to Redis, renews these entries, and removes
// the entries of nodes that stopped renewing.
import type { Logger } from "pino";
import { limits } from "../../contract/limits";
import { type Elsewhere, type Host, nowhereElse, type Sockets, type Standing } from "../sockets/elsewhere";
import { type Follower, isUnusable, type RedisLink, type Session } from "./connect";
import { nodeId } from "./entry";
import * as scripts from "./presence-scripts";
import type { Script } from "./script";

const beatEveryMs = 1_000;
/** A node that was silent for so long is dead; it is noticed at the next beat of another. */
const deadAfterMs = 6_000;
/** After an outage of Redis all nodes seem to have been silent; they get time to come back first. */
const mercyMs = deadAfterMs + 3_000;
/** So many beats and everything said here was said again. */
const beatsARound = 30;
const peopleAtOnce = 200;
const clearedAtOnce = 500;
const maxRemembered = 50_000;
const patienceMs = 1_000;

export class RedisElsewhere implements Elsewhere, Follower {
  private host: Host | null = null;
  private timer: NodeJS.Timeout | undefined;
  private isBeating = false;
  private linkedAtMs = Number.POSITIVE_INFINITY;
  /** Redis may have it differently than it is here. */
  private isDoubtful = true;
  /** Watchers here may have missed what others told. */
  private isReviewDue = false;
  /** Users who left while Redis was unreachable. They count as gone on this node. */
  private readonly untold = new Set<string>();
  private round: string[] = [];

  constructor(
    private readonly link: RedisLink,
    private readonly log: Logger,
    /** A node died without a farewell, and so perhaps between storing something and telling it. */
    private readonly onLost: () => void,
  ) {}

  async up({ commands }: Session): Promise<void> {
    for (const script of scripts.presenceScripts) await script.load(commands);
    await scripts.beatScript.run(commands, [], [nodeId, "0"]).catch((error) => {
      // A server that cannot be written to is as good as none; one that is full can still be heard.
      if (isUnusable(error)) throw error;
    });
    this.linkedAtMs = performance.now();
    this.isDoubtful = true;
    this.missed();
  }

  down(): void {
    this.isDoubtful = true;
  }

  /** This node may have missed facts of other nodes. */
  missed(): void {
    this.isReviewDue = this.host !== null;
  }

  begin(host: Host): void {
    this.host = host;
    this.timer = setInterval(() => void this.beat(), beatEveryMs).unref();
  }

  /** Leaves the people to the others for as long as they would be waited for here. */
  async end(): Promise<void> {
    clearInterval(this.timer);
    this.host = null;
    const silentMs = Math.max(0, deadAfterMs - limits.presenceGraceMs);
    await this.run(scripts.farewellScript, [nodeId, String(silentMs)]).catch(() => {});
  }

  async online(userIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (userIds.length === 0) return new Set();
    try {
      return new Set(texts(await this.run(scripts.onlineScript, userIds)));
    } catch {
      return nowhereElse.online(userIds);
    }
  }

  async stands(userId: string, sockets: Sockets, isFirst: boolean): Promise<Standing> {
    this.untold.delete(userId);
    try {
      const { new: arrived, surplus } = await this.say([[userId, sockets]]);
      return { isNew: arrived.length > 0, surplus };
    } catch {
      this.isDoubtful = true;
      return nowhereElse.stands(userId, sockets, isFirst);
    }
  }

  async left(userId: string): Promise<boolean> {
    try {
      return texts(await this.run(scripts.leaveScript, [nodeId, userId])).length > 0;
    } catch {
      this.isDoubtful = true;
      if (this.untold.size < maxRemembered) this.untold.add(userId);
      return nowhereElse.left(userId);
    }
  }

  private async beat(): Promise<void> {
    const { host } = this;
    if (!host || this.isBeating || !this.link.isUp) return;
    this.isBeating = true;
    try {
      const isDifferent = (await this.run(scripts.beatScript, [nodeId, String(host.here.size)])) === 1;
      if (isDifferent || this.isDoubtful) await this.setRight(host);
      else await this.renew(host);
      // By now all live nodes have written their users.
      if (performance.now() - this.linkedAtMs > mercyMs) {
        await this.clearUp(host);
        if (this.isReviewDue) await this.review(host);
      }
    } catch (error) {
      this.isDoubtful = true;
      this.log.debug({ reason: (error as Error).message }, "presence not renewed");
    } finally {
      this.isBeating = false;
    }
  }

  /** Writes this node's state to Redis, and tells the watchers of changes that they missed. */
  private async setRight(host: Host): Promise<void> {
    this.isDoubtful = false;
    const listed = await this.link.ask((client) => client.sMembers(scripts.listKey(nodeId)), patienceMs);
    for (const some of chunks([...new Set([...listed, ...this.untold])])) {
      // Read in the same turn of the event loop, so a user who comes back later is announced later.
      const absent = some.filter((userId) => !host.here.has(userId));
      if (absent.length === 0) continue;
      const gone = texts(await this.run(scripts.leaveScript, [nodeId, ...absent]));
      const passedForGone = absent.filter((userId) => this.untold.delete(userId) && !gone.includes(userId));
      if (passedForGone.length > 0) host.changed(passedForGone, true);
      await this.tellGone(host, gone);
    }
    for (const some of chunks([...host.here.keys()])) await this.sayAgain(host, some);
    this.round = [];
  }

  private async renew(host: Host): Promise<void> {
    if (this.round.length === 0) this.round = [...host.here.keys()];
    const due = this.round.splice(0, Math.ceil(host.here.size / beatsARound));
    for (const some of chunks(due)) await this.sayAgain(host, some);
  }

  private async sayAgain(host: Host, userIds: readonly string[]): Promise<void> {
    const people = userIds.flatMap((userId): [string, Sockets][] => {
      const sockets = host.here.get(userId);
      return sockets ? [[userId, sockets]] : [];
    });
    const { new: arrived, surplus } = await this.say(people);
    if (arrived.length > 0) host.changed(arrived, true);
    if (surplus.length > 0) host.surplus(surplus);
  }

  private async review(host: Host): Promise<void> {
    this.isReviewDue = false;
    try {
      for (const some of chunks(host.watched()))
        host.show(some, new Set(texts(await this.run(scripts.onlineScript, some))));
    } catch (error) {
      this.isReviewDue = true;
      throw error;
    }
  }

  /** Each person on a dead node is taken over by one survivor, which tells the watchers. */
  private async clearUp(host: Host): Promise<void> {
    let isLost = false;
    while (true) {
      const answer = await this.run(scripts.clearScript, [String(deadAfterMs), String(clearedAtOnce)]);
      if (!Array.isArray(answer)) return;
      const [seenMs, gone, saidFarewell] = answer as [string, string[], number];
      if (!saidFarewell && !isLost) this.onLost();
      isLost ||= !saidFarewell;
      await this.tellGone(host, gone, new Date(Number(seenMs)));
    }
  }

  /** If a user connected to another node meanwhile, that fact may have come first, so it is published again. */
  private async tellGone(host: Host, userIds: readonly string[], at?: Date): Promise<void> {
    const gone = userIds.filter((userId) => !host.here.has(userId));
    if (gone.length === 0) return;
    host.changed(gone, false, at);
    const back = await this.online(gone);
    if (back.size > 0) host.changed([...back], true);
  }

  private async say(people: readonly [string, Sockets][]): Promise<{ new: string[]; surplus: string[] }> {
    const nowMs = Date.now();
    const standing = people.map(([userId, sockets]) => [
      userId,
      [...sockets].map(([socketId, connectedAtMs]) => [socketId, nowMs - connectedAtMs]),
    ]);
    const values = [nodeId, String(limits.connectionsPerUser), JSON.stringify(standing)];
    const [arrived, surplus] = (await this.run(scripts.standScript, values)) as [unknown, unknown];
    return { new: texts(arrived), surplus: texts(surplus) };
  }

  private run(script: Script, values: readonly string[]): Promise<unknown> {
    return this.link.ask((client) => script.run(client, [], values), patienceMs);
  }
}

const texts = (answer: unknown): string[] => (Array.isArray(answer) ? answer.map(String) : []);

function* chunks<T>(all: readonly T[]): Generator<T[]> {
  for (let from = 0; from < all.length; from += peopleAtOnce) yield all.slice(from, from + peopleAtOnce);
}
