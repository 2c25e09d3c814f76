// The answer that a customer gets from a seller who is away, once in each period of absence.
import { createHash } from "node:crypto";
import type { Conversation, Message } from "../../contract/entities";
import { isAppError } from "../../contract/errors";
import type { Fact } from "../../contract/facts";
import { firstRow, type Statement } from "../../server/db";
import { storeMessage } from "../message/send-message";
import { awayPeriod } from "./away-period";
import { findAwayMessage } from "./find-away-message";

type Written = {
  message: Pick<Message, "senderRole" | "senderId">;
  conversation: Pick<Conversation, "id" | "seller">;
};

/** Most messages find the period answered, and nobody has to be told so. */
const answered: Statement = { name: "away-answered", text: `SELECT 1 FROM "Message" WHERE id = $1` };

/**
 * Not part of the customer's own send, which waits for nothing of this. The answer's id is made of conversation and
 * period, so however many messages and nodes ask for it at once, the primary key lets one of them through.
 */
export async function answerWhileAway({ message, conversation }: Written, nowMs: number): Promise<Fact[]> {
  const { id: conversationId, seller } = conversation;
  if (message.senderRole !== "CUSTOMER" || message.senderId === seller.id) return [];
  const away = await findAwayMessage(seller.id, nowMs);
  const period = away && awayPeriod(away.hours, away.timezone, nowMs);
  if (!away || period === null) return [];
  const id = answerId(conversationId, period);
  if (await firstRow(answered, [id])) return [];
  try {
    const { facts } = await storeMessage({
      id,
      conversationId,
      senderId: seller.id,
      type: "TEXT",
      text: away.text,
      payload: { automatic: true },
      replyToId: null,
    });
    return facts ?? [];
  } catch (error) {
    // Answered already in other words, or nothing can be sent here any more.
    if (isAppError(error) && ["conflict", "blocked", "not_found"].includes(error.code)) return [];
    throw error;
  }
}

/** A UUID of version 8: its content is our own affair. */
function answerId(conversationId: string, period: string): string {
  const bytes = createHash("sha256").update(`away ${conversationId} ${period}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
