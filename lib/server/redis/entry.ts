// An entry of the stream as the adapter writes it: who says it, where, what kind, and the packet with its rooms.
import { randomBytes } from "node:crypto";

export type Entry = { uid: string; nsp: string; type: string; data?: string };

export const isEntry = (fields: Partial<Entry>): fields is Entry =>
  fields.uid !== undefined && fields.nsp !== undefined && fields.type !== undefined;

/** This process among the nodes. */
export const nodeId = randomBytes(8).toString("hex");

const broadcastType = "3";
const eventType = 2;
const optionsKey = '"opts":';

/** The rooms are at the end, after the content, so that they can be read without parsing the whole fact. */
export function roomsOf({ type, data = "" }: Entry): string[] | null {
  if (type !== broadcastType) return null;
  const at = data.lastIndexOf(optionsKey);
  if (at < 0) return null;
  try {
    const { rooms } = JSON.parse(data.slice(at + optionsKey.length, -1)) as { rooms?: unknown };
    return Array.isArray(rooms) ? rooms : null;
  } catch {
    return null;
  }
}

/** Null when the entry tells clients nothing. */
export function factOf(entry: Entry): { name: string; rooms: string[] } | null {
  const rooms = roomsOf(entry);
  const [, name = ""] = /"data":\["([a-z:]+)"/.exec(entry.data ?? "") ?? [];
  return rooms && { name, rooms };
}

/** Makes the clients in these rooms, on other nodes, ask what they have missed; without rooms all clients. */
export function syncEntry(rooms: readonly string[]): Entry {
  const packet = { type: eventType, data: ["sync:required", {}], nsp: "/" };
  const data = JSON.stringify({ packet, opts: { rooms, except: [], flags: {} } });
  return { uid: nodeId, nsp: "/", type: broadcastType, data };
}
