// What people do with messages and conversations: shown at once, and taken back when the server refuses.
import type { Conversation, Message } from "../../contract/entities";
import type { Envelope, ErrorBody } from "../../contract/envelope";
import { limits } from "../../contract/limits";
import { uuidv7 } from "../../contract/uuid";
import { signOut } from "../account";
import type { MessageChange } from "../state/types";
import { release } from "../storage/holder";
import type { Watermarks } from "../sync/watermarks";
import type { InputOf } from "../transport/transport";
import type { Context } from "./context";
import type { Cache, Outbox } from "./ports";
import { outboxError } from "./submit";
import { Turns } from "./turns";

export type ActionResult = { ok: true } | { ok: false; error: ErrorBody };
export type ForwardResult = { ok: true; id: string } | { ok: false; error: ErrorBody };
export type ConversationUpdate = Omit<InputOf<"conversation:update">, "conversationId">;

type Parts = { outbox: Outbox; cache: Cache; watermarks: Watermarks; stop: () => void };

const outcome = (answer: Envelope<unknown>): ActionResult =>
  answer.ok ? { ok: true } : { ok: false, error: answer.error };

export class Actions {
  private readonly turns = new Turns();

  constructor(
    private readonly context: Context,
    private readonly parts: Parts,
  ) {}

  retry = (messageId: string): void => this.parts.outbox.retry(messageId);

  discard = (messageId: string): void => this.parts.outbox.discard(messageId);

  edit = (messageId: string, text: string): Promise<ActionResult> =>
    this.changeMessage(messageId, { kind: "edit", text, at: this.time() }, () =>
      this.context.call("message:edit", { messageId, text }),
    );

  remove = (messageId: string): Promise<ActionResult> =>
    this.changeMessage(messageId, { kind: "delete", at: this.time() }, () =>
      this.context.call("message:delete", { messageId }),
    );

  react = (messageId: string, emoji: string): Promise<ActionResult> =>
    this.changeMessage(messageId, { kind: "react", emoji, userId: this.meId }, () =>
      this.context.call("message:react", { messageId, emoji }),
    );

  unreact = (messageId: string, emoji: string): Promise<ActionResult> =>
    this.changeMessage(messageId, { kind: "unreact", emoji, userId: this.meId }, () =>
      this.context.call("message:unreact", { messageId, emoji }),
    );

  /** Puts a copy into the outbox, which holds it for a while. Answers its id, by which it can be taken back. */
  forward = async (message: Message, conversationId: string): Promise<ForwardResult> => {
    const nowMs = this.context.now();
    const id = uuidv7(nowMs);
    try {
      await this.parts.outbox.add({
        id,
        target: { conversationId },
        text: message.text ?? "",
        replyTo: null,
        createdAt: this.time(),
        forwardOf: message.id,
        heldUntilMs: nowMs + limits.forwardHoldMs,
      });
    } catch (error) {
      return { ok: false, error: outboxError(error) };
    }
    return { ok: true, id };
  };

  /** Out of the outbox while it waits there; once the server has it, it is deleted for everybody. */
  takeBack = async (messageId: string): Promise<ActionResult> =>
    (await this.parts.outbox.withdraw(messageId)) ? { ok: true } : this.remove(messageId);

  update = (conversationId: string, change: ConversationUpdate): Promise<ActionResult> =>
    this.changeConversation(conversationId, this.shownAs(change), () =>
      this.context.call("conversation:update", { conversationId, ...change }),
    );

  block = (conversationId: string): Promise<ActionResult> =>
    this.changeConversation(conversationId, { status: "BLOCKED" }, () =>
      this.context.call("conversation:block", { conversationId }),
    );

  /** Not shown before it is so: whether it opens depends on the other one's block as well. */
  unblock = (conversationId: string): Promise<ActionResult> =>
    this.changeConversation(conversationId, {}, () =>
      this.context.call("conversation:unblock", { conversationId }),
    );

  markRead = async (conversationId: string): Promise<ActionResult> => {
    const row = this.context.store.getState().rows.get(conversationId);
    if (row) this.parts.watermarks.read(conversationId, row.base.seq);
    return { ok: true };
  };

  /** But for `done` nothing has been done: something still waits to be sent, or the server cannot be reached. */
  signOut = async ({ force = false }: { force?: boolean } = {}): Promise<"done" | "unsent" | "failed"> => {
    const { outbox, cache, stop } = this.parts;
    await outbox.start();
    if (!force && outbox.state().length > 0) return "unsent";
    await this.turns.idle();
    const result = await signOut(this.meId);
    if (!result.ok) return "failed";
    await Promise.all([outbox.clear(), cache.clear()]);
    release(this.meId);
    this.context.store.dispatch({ type: "connection", change: { session: "ended", status: "offline" } });
    stop();
    return "done";
  };

  private get meId(): string {
    return this.context.store.getState().me.id;
  }

  private time(): string {
    return new Date(this.context.now()).toISOString();
  }

  private shownAs({ archived, pinned, mutedUntil, tags, priority, status }: ConversationUpdate) {
    const change: Partial<Conversation> = {};
    if (archived !== undefined) change.archivedAt = archived ? this.time() : null;
    if (pinned !== undefined) change.pinnedAt = pinned ? this.time() : null;
    if (mutedUntil !== undefined) change.mutedUntil = mutedUntil;
    if (tags !== undefined) change.tags = [...new Set(tags)];
    if (priority !== undefined) change.priority = priority;
    if (status !== undefined) change.status = status;
    return change;
  }

  private async changeMessage(
    messageId: string,
    change: MessageChange,
    ask: () => Promise<Envelope<{ message: Message }>>,
  ): Promise<ActionResult> {
    const { store } = this.context;
    const patchId = uuidv7(this.context.now());
    store.dispatch({ type: "message:patched", messageId, patch: { id: patchId, change } });
    const answer = await this.turns.take(messageId, ask);
    const message = answer.ok ? answer.data.message : undefined;
    store.dispatch({ type: "message:settled", messageId, patchId, message });
    return outcome(answer);
  }

  private async changeConversation(
    conversationId: string,
    change: Partial<Conversation>,
    ask: () => Promise<Envelope<{ conversation: Conversation }>>,
  ): Promise<ActionResult> {
    const { store } = this.context;
    const patchId = uuidv7(this.context.now());
    store.dispatch({ type: "row:patched", conversationId, patch: { id: patchId, change } });
    const answer = await this.turns.take(conversationId, ask);
    const conversation = answer.ok ? answer.data.conversation : undefined;
    store.dispatch({ type: "row:settled", conversationId, patchId, conversation });
    return outcome(answer);
  }
}
