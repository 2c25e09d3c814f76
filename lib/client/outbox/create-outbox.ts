// The outbox of a browser's tab: on its database, with its neighbours.
import type { OutboxFactory } from "../engine/ports";
import { Connection } from "../storage/connection";
import { leaseIn } from "../storage/lease";
import { OutboxStore } from "../storage/outbox-store";
import { type OpenChannel, openChannel } from "../tabs/channel";
import { seekLeadership } from "../tabs/leader";
import { TabOutbox } from "./outbox";

/** Tabs that keep nothing together have nothing to tell each other. */
const alone: OpenChannel = () => ({ post() {}, close() {} });

export const createOutbox: OutboxFactory = (options) => {
  const connection = new Connection(options.userId, {
    onGivenUp: () => outbox.onStorageLost(),
    onEmptied: (database) => outbox.onStorageEmptied(database),
  });
  const name = `parley-${options.userId}`;
  const outbox: TabOutbox = new TabOutbox(options, {
    store: new OutboxStore(connection),
    open: typeof indexedDB === "undefined" ? alone : openChannel,
    seek: (onChange) => seekLeadership({ name, onChange, takeLease: leaseIn(connection) }),
    forget: () => connection.clear(),
    disconnect: () => connection.close(),
  });
  return outbox;
};
