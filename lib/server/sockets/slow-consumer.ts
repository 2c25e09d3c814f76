// A client that does not read makes its messages pile up here. Past a bound it is cut off; it will sync when it is back.
import type { ParleySocket } from "./handshake";

type Packet = { data?: unknown };

/** The engine's buffer for a slow client. The property is not in its public type, but there is no other way to see it. */
type Buffered = { writeBuffer: readonly Packet[] };

export function cutOffWhenSlow(socket: ParleySocket, maxBytes: number, onCut: () => void): void {
  const { conn } = socket;
  const buffered = conn as unknown as Buffered;
  let queuedBytes = 0;
  conn.on("packetCreate", ({ data }: Packet) => {
    queuedBytes += typeof data === "string" ? data.length : 0;
    if (queuedBytes <= maxBytes) return;
    // The count is exact only when the buffer has been seen empty; what is still waiting decides.
    queuedBytes = waitingBytes(buffered.writeBuffer);
    if (queuedBytes <= maxBytes) return;
    onCut();
    conn.close(true);
  });
  conn.on("drain", () => {
    if (buffered.writeBuffer.length === 0) queuedBytes = 0;
  });
}

function waitingBytes(packets: readonly Packet[]): number {
  let bytes = 0;
  for (const { data } of packets) bytes += typeof data === "string" ? data.length : 0;
  return bytes;
}
