import { createHash } from "node:crypto";

/**
 * Returns the id of the away answer in a conversation for one period of absence, as a UUID of version 8. All nodes
 * compute the same id, so the primary key lets only one answer be stored.
 */
export function answerId(conversationId: string, period: string): string {
  const bytes = createHash("sha256").update(`away ${conversationId} ${period}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
