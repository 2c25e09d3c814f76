// The answer that a customer gets from a seller who is away, once in each period of absence.
import { isAppError } from "../../contract/errors";
import type { JobPayload } from "../../contract/jobs";
import type { Told } from "../../contract/outcome";
import { firstRow, type Statement } from "../../server/db";
import { storeMessage } from "../message/send-message";
import { answerId } from "./answer-id";
import { awayPeriod } from "./away-period";
import { findAwayMessage } from "./find-away-message";

const waiting: Statement = {
  name: "away-customer-waits",
  text: `SELECT 1 FROM "Conversation" WHERE id = $1 AND "lastSenderId" = "customerId"`,
};

/** Sends nothing when the seller is back, has answered meanwhile, or has switched the message off. */
export async function answerWhileAway(
  asked: JobPayload<"away-message:answer">,
  nowMs: number,
): Promise<Told> {
  const { conversationId, sellerId, period } = asked;
  const away = await findAwayMessage(sellerId, nowMs);
  if (!away || awayPeriod(away.hours, away.timezone, nowMs) !== period) return {};
  if (!(await firstRow(waiting, [conversationId]))) return {};
  try {
    return await storeMessage({
      id: answerId(conversationId, period),
      conversationId,
      senderId: sellerId,
      type: "TEXT",
      text: away.text,
      payload: { automatic: true },
      replyToId: null,
    });
  } catch (error) {
    // Answered already in other words, or nothing can be sent here any more.
    if (isAppError(error) && ["conflict", "blocked", "not_found"].includes(error.code)) return {};
    throw error;
  }
}
