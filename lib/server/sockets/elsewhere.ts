// The interface for users connected to other nodes. On a single node there are none.
import { limits } from "../../contract/limits";

/** Connections of one person on this node, and since when. */
export type Sockets = ReadonlyMap<string, number>;

export type Standing = {
  /** True if it was not yet published that this user is online. */
  isNew: boolean;
  /** Connections that are too many for one person, wherever they are, the oldest first. */
  surplus: string[];
};

/** The state of this node that the cluster reads, and the callbacks that it calls. */
export interface Host {
  /** Everyone who has a place here, also those who may just be coming back. */
  readonly here: ReadonlyMap<string, Sockets>;
  /** People came, or have gone for good, and the watchers do not know. */
  changed(userIds: readonly string[], isOnline: boolean, at?: Date): void;
  surplus(socketIds: readonly string[]): void;
  /** The users watched by the connections of this node. */
  watched(): readonly string[];
  /** How people stand now, for watchers here who may have missed some of their coming and going. */
  show(userIds: readonly string[], online: ReadonlySet<string>): void;
}

export interface Elsewhere {
  begin(host: Host): void;
  end(): Promise<void>;
  /** Which of these people are connected to some other node. */
  online(userIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Called with every connection that comes or goes; `isFirst` when the person had no place here before. */
  stands(userId: string, sockets: Sockets, isFirst: boolean): Promise<Standing>;
  /** The person's place here is free. Answers whether they are nowhere now. */
  left(userId: string): Promise<boolean>;
}

export const nowhereElse: Elsewhere = {
  begin: () => {},
  end: async () => {},
  online: async () => new Set(),
  stands: async (_userId, sockets, isFirst) => ({
    isNew: isFirst,
    surplus: [...sockets.keys()].slice(0, Math.max(0, sockets.size - limits.connectionsPerUser)),
  }),
  left: async () => true,
};
