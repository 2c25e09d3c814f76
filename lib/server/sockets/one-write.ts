// Combines all packets for a connection within one turn of the event loop into one network write. One message causes
// two packets each for recipient and sender, and separate writes cost more CPU time than creating the packets.
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
