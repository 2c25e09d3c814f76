// A client's own copy of some conversations, built from facts and sync answers.
import type { Conversation, Message } from "../../../lib/contract/entities";
import type { FactMap } from "../../../lib/contract/facts";
import type { Held, Kept } from "./history";

export const keep = ({ id, seq, rev, senderId, text }: Message): Kept => ({ id, seq, rev, senderId, text });

type Told = FactMap["message:sent"] | FactMap["message:changed"] | FactMap["conversation:changed"];

export class Replica {
  rev = 0;
  ownRev = 0;
  private readSeq = 0;
  private readonly messages = new Map<string, Kept>();

  constructor(
    readonly conversationId: string,
    private readonly userId: string,
  ) {}

  /** Returns false when an earlier revision is missing. */
  hear(fact: Told): boolean {
    // A change of the own side brings no revision, so it is no substitute for one that was missed.
    if (fact.rev > this.rev + ("isOwn" in fact ? 0 : 1)) return false;
    if ("message" in fact) this.put(keep(fact.message));
    if ("conversation" in fact) this.adopt(fact.conversation);
    this.rev = Math.max(this.rev, fact.rev);
    return true;
  }

  read(seq: number): void {
    this.readSeq = Math.max(this.readSeq, seq);
  }

  /** The missed changes in one piece. `isReset` means that older messages were left out and must be fetched. */
  catchUp(conversation: Conversation, messages: readonly Message[]): void {
    for (const message of messages) this.put(keep(message));
    this.adopt(conversation);
    this.rev = Math.max(this.rev, conversation.rev);
  }

  put(message: Kept): void {
    const held = this.messages.get(message.id);
    if (!held || held.rev <= message.rev) this.messages.set(message.id, message);
  }

  forget(): void {
    this.messages.clear();
  }

  /** The lowest number from which on nothing is missing; 1 when the copy is complete. */
  get completeFrom(): number {
    const seqs = [...this.messages.values()].map(({ seq }) => seq).sort((a, b) => b - a);
    const gap = seqs.findIndex((seq, index) => index > 0 && seq !== (seqs[index - 1] ?? 0) - 1);
    return (gap < 0 ? seqs.at(-1) : seqs[gap - 1]) ?? 1;
  }

  get held(): Held {
    const messages = [...this.messages.values()];
    const unread = messages.filter(({ seq, senderId }) => seq > this.readSeq && senderId !== this.userId);
    const { conversationId, rev, ownRev } = this;
    return { conversationId, rev, ownRev, unread: unread.length, messages };
  }

  private adopt({ readSeq, ownRev }: Conversation): void {
    this.read(readSeq);
    this.ownRev = Math.max(this.ownRev, ownRev);
  }
}
