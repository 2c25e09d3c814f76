import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { messageSend } from "../../contract/commands";
import type { Message } from "../../contract/entities";
import { notFound } from "../../contract/errors";
import { limits } from "../../contract/limits";
import type { Answer, Outcome } from "../../contract/outcome";
import { type GroupCommit, groupCommit, postgresCode } from "../../server/db";
import { conversationsAt } from "../conversation/conversation-cache";
import { unsafeGetMessage } from "./find-message";
import { reportBatch, type Sent } from "./report-batch";
import { type Outgoing, sendBatch } from "./send-batch";

export async function sendMessage(
  actor: Actor,
  input: InputOf<typeof messageSend>,
): Promise<Outcome<typeof messageSend>> {
  if (input.attachmentIds?.length) throw notFound("attachment");
  return storeMessage({
    id: input.id,
    conversationId: input.conversationId,
    senderId: actor.userId,
    type: input.type,
    text: input.text,
    payload: null,
    replyToId: input.replyToId ?? null,
  });
}

/** The one way for a message into a conversation, whoever wrote it and however it came about. */
export async function storeMessage(outgoing: Outgoing): Promise<Answer<{ message: Message }>> {
  const { message, facts } = await sendQueue().add(outgoing);
  return { data: { message: message ?? (await unsafeGetMessage(outgoing.id)) }, facts };
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

/** What the database refuses for its content undoes the whole statement, so then each message is tried alone. */
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
  const conversations = await conversationsAt(outcome.revBefore).catch(() => null);
  return reportBatch(batch, outcome, conversations);
}
