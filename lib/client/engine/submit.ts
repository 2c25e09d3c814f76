// From what stands in a composer to an entry of the outbox.
import { previewOf } from "../../contract/content";
import type { Message } from "../../contract/entities";
import type { ErrorBody } from "../../contract/envelope";
import { isAppError } from "../../contract/errors";
import { uuidv7 } from "../../contract/uuid";
import type { Engine } from "./engine";
import { type ComposerTarget, type NewOutgoing, type OutboxEntry, targetKey } from "./ports";

type Submitted = { ok: true; conversationId: string } | { ok: false; error: ErrorBody };

const quoteOf = (message: Message) => {
  const { id, seq, senderName } = message;
  return { id, seq, senderName, preview: previewOf(message) };
};

/** Answers when the message is kept; when it opens a conversation, once that is open or cannot be. */
export async function submitDraft(
  engine: Engine,
  target: ComposerTarget,
  text: string,
  replyTo: Message | null,
  onKept: () => void = () => {},
): Promise<Submitted> {
  const { outbox, typing, threads } = engine;
  const nowMs = Date.now();
  const entry: NewOutgoing = {
    id: uuidv7(nowMs),
    target,
    text,
    replyTo: replyTo && quoteOf(replyTo),
    createdAt: new Date(nowMs).toISOString(),
  };
  if ("conversationId" in target) typing.hush(target.conversationId);
  const opened = "conversationId" in target ? null : untilOpened(engine, entry.id);
  try {
    await outbox.add(entry);
  } catch (error) {
    opened?.stop();
    return { ok: false, error: outboxError(error) };
  }
  // Not before it is kept: until then the draft is all there is.
  if (outbox.drafts().get(targetKey(target)) === text) outbox.setDraft(targetKey(target), "");
  onKept();
  if ("conversationId" in target) {
    threads.showNewest(target.conversationId);
    return { ok: true, conversationId: target.conversationId };
  }
  return opened?.submitted ?? { ok: true, conversationId: "" };
}

/** Why the outbox has taken no more. */
export function outboxError(error: unknown): ErrorBody {
  if (isAppError(error)) return { code: error.code, message: error.message };
  return { code: "internal", message: "This message could not be kept." };
}

function untilOpened(engine: Engine, id: string): { submitted: Promise<Submitted>; stop: () => void } {
  let stop = () => {};
  const submitted = new Promise<Submitted>((resolve) => {
    let last: OutboxEntry | undefined;
    const listeners = [
      engine.onStored(({ message }) => {
        if (message.id === id) settle({ ok: true, conversationId: message.conversationId });
      }),
      engine.outbox.subscribe(() => {
        const entry = engine.outbox.state().find((each) => each.id === id);
        if (entry?.state === "FAILED" && entry.failure) settle({ ok: false, error: entry.failure });
        // Discarded while it waited.
        else if (!entry && last)
          settle({ ok: false, error: { code: "gone", message: "This message was discarded." } });
        last = entry;
      }),
    ];
    stop = () => {
      for (const stopListening of listeners) stopListening();
    };
    const settle = (result: Submitted) => {
      stop();
      resolve(result);
    };
  });
  return { submitted, stop: () => stop() };
}
