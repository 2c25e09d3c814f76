import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { messageSend } from "../../contract/commands";
import type { Message } from "../../contract/entities";
import { isAppError, notFound } from "../../contract/errors";
import { limits } from "../../contract/limits";
import type { Answer, Outcome } from "../../contract/outcome";
import { type GroupCommit, groupCommit, postgresCode } from "../../server/db";
import { askMembersToSync } from "../conversation/ask-to-sync";
import { conversationsAt } from "../conversation/conversation-cache";
import { outsiderError } from "../conversation/refuse-outsider";
import { unsafeGetMessage } from "./find-message";
import { reportBatch, type Sent } from "./report-batch";
import { type Outgoing, sendBatch } from "./send-batch";

export async function sendMessage(
  actor: Actor,
  input: InputOf<typeof messageSend>,
): Promise<Outcome<typeof messageSend>> {
  if (input.attachmentIds?.length) throw notFound("attachment");
  return storeAs(actor, {
    id: input.id,
    conversationId: input.conversationId,
    senderId: actor.userId,
    type: input.type,
    text: input.text,
    payload: null,
    replyToId: input.replyToId ?? null,
  });
}

/** For an admin "there is no such conversation of yours" may mean one that they do see. */
export async function storeAs(actor: Actor, outgoing: Outgoing): Promise<Answer<{ message: Message }>> {
  if (actor.role !== "ADMIN") return storeMessage(outgoing);
  try {
    return await storeMessage(outgoing);
  } catch (error) {
    const isRefused = isAppError(error) && error.code === "not_found";
    const reason = isRefused ? await outsiderError(actor, outgoing.conversationId) : error;
    throw isAppError(reason) && reason.code === "forbidden" ? reason : error;
  }
}

/** Stores a message through the send batch. All senders and all callers use this function. */
export async function storeMessage(outgoing: Outgoing): Promise<Answer<{ message: Message }>> {
  const sent = await sendQueue().add(outgoing);
  if (sent) return { data: { message: sent.message }, facts: sent.facts };
  const message = await unsafeGetMessage(outgoing.id);
  return { data: { message }, facts: [await askMembersToSync(outgoing.conversationId)] };
}

const slotKey = Symbol.for("parley.sendQueue");
type SendQueue = GroupCommit<Outgoing, Sent>;

/** One queue a process, for the framework loads this module more than once. */
function sendQueue(): SendQueue {
  const holder = globalThis as unknown as Record<symbol, SendQueue | undefined>;
  const existing = holder[slotKey];
  if (existing) return existing;
  const created = groupCommit<Outgoing, Sent>({
    name: "messages",
    commit,
    lane: ({ conversationId }) => conversationId,
    key: ({ id }) => id,
    after: ({ replyToId }) => replyToId,
    maxInFlight: limits.sendBatchesInFlight,
    maxBatch: limits.sendBatch,
    maxQueue: limits.sendQueue,
    timeoutMs: limits.sendQueueTimeoutMs,
  });
  holder[slotKey] = created;
  return created;
}

/** If the database rejects one message for its content, the whole statement rolls back, so each is retried alone. */
async function commit(batch: Outgoing[]): Promise<(Sent | Error)[]> {
  try {
    return await store(batch);
  } catch (error) {
    if (batch.length === 1 || !isAboutContent(error)) throw error;
    const outcomes: (Sent | Error)[] = [];
    for (const each of batch) {
      const alone = await store([each]).catch((failure: Error) => [failure]);
      outcomes.push(...alone);
    }
    return outcomes;
  }
}

/** A value that cannot be read (class 22) or breaks a rule of the table (class 23). */
const isAboutContent = (error: unknown): boolean => /^2[23]/.test(postgresCode(error) ?? "");

async function store(batch: Outgoing[]): Promise<(Sent | Error)[]> {
  const outcome = await sendBatch(batch);
  // The messages are committed by now, so a failed read must not fail them: storeMessage answers them as it does retries.
  const conversations = await conversationsAt(outcome.before).catch(() => null);
  return reportBatch(batch, outcome, conversations);
}
