// Stores a message together with changes of other rows: an offer, an appointment, a moderator's decision. Messages that
// change nothing else go through the batch of send-message.ts. Both use the same statement, and the conversation's
// row lock decides between them, so they share one numbering.
import type { Message } from "../../contract/entities";
import type { AppError } from "../../contract/errors";
import type { Fact } from "../../contract/facts";
import type { Job } from "../../contract/jobs";
import { brokenUniqueness, type Connection, transaction } from "../../server/db";
import { askMembersToSync } from "../conversation/ask-to-sync";
import { unsafeFindConversation } from "../conversation/find-conversation";
import { unsafeGetMessage } from "./find-message";
import { refusal, reportTogether } from "./report-batch";
import { isSendRace, type Outgoing, sendWithin } from "./send-batch";

/** The position of the new message. */
export type StoredAt = { seq: number; rev: number; at: string };

type Plan<Prepared extends { outgoing: Outgoing | null }, Data> = {
  /**
   * Runs first in the transaction. Takes the locks that `also` needs, in the order of everyone who writes:
   * conversations by id, then what belongs to them. It refuses, or says which message to store; null stores none.
   */
  before: (connection: Connection) => Promise<Prepared>;
  /** The other changes, after the message. Not called when the message is stored already: then so are they. */
  also: (
    connection: Connection,
    prepared: Prepared,
    stored: StoredAt | null,
  ) => Promise<{ data: Data; facts?: Fact[]; jobs?: readonly Job[] }>;
  /** The error for each violated unique or exclusion constraint, by the constraint's name. */
  answers?: Readonly<Record<string, () => AppError>>;
};

type Together<Data> = { message: Message | null; data: Data | null; facts: Fact[] };

/** `data` is null for a retry, when the message was stored before. Then the caller reads the current state. */
export async function storeTogether<Prepared extends { outgoing: Outgoing | null }, Data>({
  before,
  also,
  answers = {},
}: Plan<Prepared, Data>): Promise<Together<Data>> {
  try {
    return await transaction(
      async (connection) => {
        const prepared = await before(connection);
        const { outgoing } = prepared;
        if (!outgoing) {
          const { facts = [], data, jobs } = await also(connection, prepared, null);
          return { message: null, data, facts, jobs };
        }
        const { judged, totals } = await sendWithin(connection, outgoing);
        const [own] = judged;
        if (own?.verdict === "stored") return repeated<Data>(outgoing, connection);
        if (own?.verdict !== "new") throw refusal(own?.verdict ?? "not_found");
        const { facts = [], data, jobs } = await also(connection, prepared, own);
        const row = await unsafeFindConversation(outgoing.conversationId, connection);
        if (!row) throw refusal("not_found");
        const sent = reportTogether(outgoing, own, totals, row);
        return { message: sent.message, data, facts: [...sent.facts, ...facts], jobs };
      },
      { retryIf: isSendRace },
    );
  } catch (error) {
    const answer = answers[brokenUniqueness(error) ?? ""];
    throw answer ? answer() : error;
  }
}

/** Stored and perhaps never told. */
async function repeated<Data>(outgoing: Outgoing, connection: Connection) {
  const message = await unsafeGetMessage(outgoing.id, connection);
  const facts = [await askMembersToSync(outgoing.conversationId)];
  return { message, data: null as Data | null, facts, jobs: [] };
}
