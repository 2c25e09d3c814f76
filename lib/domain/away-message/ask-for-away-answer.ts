import type { Conversation, Message } from "../../contract/entities";
import type { JobPayload } from "../../contract/jobs";
import { enqueue, firstRow, type Statement } from "../../server/db";
import { answerId } from "./answer-id";
import { awayPeriod } from "./away-period";
import { findAwayMessage } from "./find-away-message";

type Written = {
  message: Pick<Message, "senderRole" | "senderId">;
  conversation: Pick<Conversation, "id" | "seller">;
};

/** Most messages to absent sellers come after the answer. */
const answered: Statement = { name: "away-answered", text: `SELECT 1 FROM "Message" WHERE id = $1` };

/**
 * Enqueues the answer to a message that a customer has just sent, if the seller is away. It runs after the commit, and
 * no request waits for it. If the process crashes first, the sweep enqueues the answer later.
 */
export async function askForAwayAnswer({ message, conversation }: Written, nowMs: number): Promise<void> {
  const { id: conversationId, seller } = conversation;
  if (message.senderRole !== "CUSTOMER" || message.senderId === seller.id) return;
  const away = await findAwayMessage(seller.id, nowMs);
  const period = away && awayPeriod(away.hours, away.timezone, nowMs);
  if (!away || period === null) return;
  if (await firstRow(answered, [answerId(conversationId, period)])) return;
  await enqueueAnswer({ conversationId, sellerId: seller.id, period });
}

/** Concurrent requests for the same answer share one job. */
export const enqueueAnswer = (payload: JobPayload<"away-message:answer">): Promise<null> =>
  enqueue({
    name: "away-message:answer",
    payload,
    key: `away ${payload.conversationId} ${payload.period}`,
  });
