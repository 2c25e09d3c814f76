// What a connection is told within one turn of the event loop leaves in one write to the network. A message is a fact
// and a total for its recipient, a fact and an answer for its sender; a write each cost the process more than making
// them did.
import type { ParleySocket } from "./handshake";

/** As much of the engine's connection as this needs; its types hide what it is made of. */
export type Connection = {
  on(name: "packetCreate", listener: () => void): void;
  readonly transport: {
    readonly name: string;
    writable: boolean;
    readonly socket?: { readonly _socket?: { cork(): void; uncork(): void } };
  };
  flush(): void;
};

export const writeOncePerTurn = ({ conn }: ParleySocket): void => gather(conn as unknown as Connection);

/**
 * The engine writes when its transport is writable, so it is kept from that until the turn is over. What comes while a
 * write is under way it gathers itself, but would write packet by packet. Polling needs none of this.
 */
export function gather(connection: Connection): void {
  const flush = connection.flush.bind(connection);
  connection.flush = () => {
    const network = connection.transport.socket?._socket;
    network?.cork();
    flush();
    network?.uncork();
  };
  connection.on("packetCreate", () => {
    const { transport } = connection;
    if (transport.name !== "websocket" || !transport.writable) return;
    transport.writable = false;
    process.nextTick(() => {
      transport.writable = true;
      connection.flush();
    });
  });
}
