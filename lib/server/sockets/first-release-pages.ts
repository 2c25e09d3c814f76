// Pages of the first release break at a fact that they do not know; every later client ignores it. Until those pages
// have been loaded again, facts that came later are kept from them: the next sync brings what such a fact was about.
// They also take each `conversation:changed` for the change of its revision, and would miss the real one if it comes
// after a change that only their side sees. So those are told without a revision.
import type { FactName } from "../../contract/facts";
import type { ParleySocket } from "./handshake";

const knownFacts: ReadonlySet<string> = new Set<FactName>([
  "session:ready",
  "message:sent",
  "message:changed",
  "conversation:changed",
  "member:changed",
  "typing:changed",
  "presence:changed",
  "unread:changed",
  "sync:required",
  "session:ended",
]);

/** Pages send their user's id, and programs do not. Pages of later releases also send their protocol. */
const isOfFirstRelease = ({ userId, protocol }: Record<string, unknown>): boolean =>
  typeof userId === "string" && protocol === undefined;

/** Packets as Socket.IO has encoded them; its types hide the method, and broadcasts pass no other place. */
type Writer = { writeToEngine(packets: unknown[], options: object): void };

export function keepLaterFactsFromFirstRelease(socket: ParleySocket): void {
  if (!isOfFirstRelease(socket.handshake.auth)) return;
  const writer = socket.client as unknown as Writer;
  const write = writer.writeToEngine.bind(writer);
  writer.writeToEngine = (packets, options) => {
    const [packet] = packets;
    if (isLaterFact(packet)) return;
    const changed = withoutRevision(packet);
    if (changed === packet) write(packets, options);
    // A broadcast also brings the frame that was made of its packet for all sockets.
    else write([changed], { ...options, wsPreEncodedFrame: undefined });
  };
}

const event = /^2\["([^"]*)"/;

function isLaterFact(packet: unknown): boolean {
  const name = typeof packet === "string" ? event.exec(packet)?.[1] : undefined;
  return name !== undefined && !knownFacts.has(name);
}

const ownChange = /^(2\["conversation:changed",\{"conversationId":"[^"]*","rev":)\d+(?=,"isOwn":true)/;

const withoutRevision = (packet: unknown): unknown =>
  typeof packet === "string" ? packet.replace(ownChange, (_, head: string) => `${head}0`) : packet;
