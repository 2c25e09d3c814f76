// Socket.IO's adapter on Redis Streams, which knows how packets travel between nodes, on a client of ours, which
// knows what to do when Redis is slow or gone. The stock adapter would wait for Redis before it delivers to sockets
// of this very process, and reads in a tight loop while the link is down.
import { createAdapter } from "@socket.io/redis-streams-adapter";
import type { Namespace } from "socket.io";
import { type Entry, nodeId } from "./entry";
import { streamName } from "./publisher";
import type { Read } from "./reader";

type Adapter = ReturnType<ReturnType<typeof createAdapter>>;
export type AdapterFactory = (namespace: Namespace) => Adapter;

type Options = {
  tell: (entry: Entry) => void;
  read: () => Promise<Read[]>;
  /** Called with what is in use, once it is. */
  onMade: (adapter: Adapter) => void;
};

export function streamsAdapter({ tell, read, onMade }: Options): AdapterFactory {
  const make = createAdapter(clientFor({ tell, read }), { streamName, onlyPlaintext: true });
  // Socket.IO calls it with `new`, which an arrow function would not stand.
  return function makeAdapter(namespace) {
    const adapter = make(namespace);
    onMade(adapter);
    return adapter;
  };
}

/**
 * The part of a Redis client that the adapter uses. Requests to other nodes (`fetchSockets`, `serverSideEmit`) are not
 * supported, because Parley does not use them. They would only return the results of this node.
 */
function clientFor({ tell, read }: Pick<Options, "tell" | "read">) {
  const nothing = async () => {};
  const reading = {
    on: () => reading,
    connect: nothing,
    disconnect: nothing,
    subscribe: nothing,
    sSubscribe: nothing,
    xRead: async () => [{ messages: await read() }],
  };
  return {
    sSubscribe: nothing,
    duplicate: () => reading,
    /** Answers before Redis does, so that delivery on this node goes on at once. */
    xAdd: async (_stream: string, _id: string, entry: Entry) => {
      tell({ ...entry, uid: nodeId });
      return "";
    },
    publish: async () => 0,
    sendCommand: async () => ["", 1],
  };
}
