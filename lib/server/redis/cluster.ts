// Connects this process with other nodes: Redis carries facts between them and shares presence and rate limits. While
// Redis is down, each node serves only its own connections. When Redis is back, the nodes synchronise again.
import type { Logger } from "pino";
import type { Limiter } from "../limiter";
import type { Elsewhere } from "../sockets/elsewhere";
import { StartError } from "../start-error";
import { type AdapterFactory, streamsAdapter } from "./adapter";
import { checkAddress, RedisLink } from "./connect";
import { RedisElsewhere } from "./elsewhere";
import { syncEntry } from "./entry";
import { sharedLimiter } from "./limiter";
import { Publisher } from "./publisher";
import { Reader } from "./reader";

export interface Cluster {
  /** For the Socket.IO server. */
  readonly adapter: AdapterFactory;
  readonly elsewhere: Elsewhere;
  readonly isUp: boolean;
  /** Makes limits hold over all nodes; `own` holds while Redis does not answer. */
  shareLimits(own: Limiter): Limiter;
  /** Calls whenever facts of other nodes may have passed this one by. */
  onGap(tell: () => void): void;
  close(): Promise<void>;
}

export async function joinCluster(url: string, log: Logger): Promise<Cluster> {
  try {
    checkAddress(url);
  } catch (error) {
    throw new StartError(
      `REDIS_URL must be like redis://user:password@host:6379/0: ${(error as Error).message}`,
    );
  }
  const link = new RedisLink(url, log);
  const publisher = new Publisher(link, log);
  let tellGap = () => {};
  // Only this node notices the loss, and it cannot know which users are affected.
  const onLost = () => {
    publisher.tell(syncEntry([]));
    tellGap();
  };
  const elsewhere = new RedisElsewhere(link, log, onLost);
  let hasRoom: (room: string) => boolean = () => false;
  const onGap = () => {
    elsewhere.missed();
    tellGap();
  };
  const reader = new Reader({ onGap, hasRoom: (room) => hasRoom(room) });
  const adapter = streamsAdapter({
    tell: (entry) => publisher.tell(entry),
    read: () => reader.read(),
    onMade: ({ rooms }) => {
      hasRoom = (room) => rooms.has(room);
    },
  });
  link.follow(reader);
  link.follow(elsewhere);
  // Last, when everything that is said from now on is heard.
  link.follow({ up: async () => tellGap(), down: () => {} });
  await link.open();
  return {
    adapter,
    elsewhere,
    get isUp() {
      return link.isUp;
    },
    shareLimits: (own) => sharedLimiter(link, own),
    onGap: (tell) => {
      tellGap = tell;
    },
    close: async () => {
      publisher.stop();
      // An answer to this comes after all that was told before.
      await link.ask((client) => client.ping()).catch(() => {});
      link.close();
    },
  };
}
