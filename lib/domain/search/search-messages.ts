// Full text search over what the caller may see, newest first.
//
// One index cannot serve both a rare and a common word: the text index finds a rare one at once and drowns in a
// common one; among the newest messages a common one is found at once and a rare one never. So if the caller has few
// messages, all are scanned. Otherwise the planner's statistics say how common the words are, and common words are
// searched among the newest messages first. If those do not fill the page, the text index is used.
import { z } from "zod";
import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { messageSearch } from "../../contract/commands";
import { decodeCursor, encodeCursor } from "../../contract/cursor";
import { limits } from "../../contract/limits";
import type { Outcome } from "../../contract/outcome";
import * as v from "../../contract/values";
import { isoTime, rows, type Statement } from "../../server/db";
import { recordAudit } from "../audit/record-audit";
import {
  type ConversationRow,
  conversationColumns,
  viewConversation,
} from "../conversation/conversation-row";
import { requireReader } from "../conversation/require-reader";
import { type MessageRow, messageColumns, messageJoins, viewMessage } from "../message/message-row";
import { estimateMatches, findByIndex, isSmall, scanMine, scanNewest } from "./find-matches";
import { highlight, type SearchWords, searchWords } from "./search-words";

export type Hit = { id: string; conversationId: string; at: string };
export type Criteria = {
  userId: string;
  words: SearchWords;
  seesEverything: boolean;
  /** A hit stands for its conversation, so that one that says much hides no other. */
  oncePerConversation?: boolean;
  conversationId?: string;
  from?: string;
  type?: v.MessageType;
  before?: string;
  cursor?: readonly [at: string, id: string];
};

const cursorShape = z.tuple([v.time, v.id]);

export async function searchMessages(
  actor: Actor,
  input: InputOf<typeof messageSearch>,
): Promise<Outcome<typeof messageSearch>> {
  const words = searchWords(input.q);
  if (input.conversationId) await requireReader(actor, input.conversationId);
  if (!words) return { data: { items: [], nextCursor: null } };
  const limit = input.limit ?? limits.defaultPageItems;
  const { conversationId, from, type, before } = input;
  const cursor = input.cursor ? decodeCursor(input.cursor, cursorShape) : undefined;
  const seesEverything = actor.role === "ADMIN";
  const criteria = {
    userId: actor.userId,
    words,
    seesEverything,
    conversationId,
    from,
    type,
    before,
    cursor,
  };
  const hits = await findHits(criteria, limit + 1);
  const page = hits.slice(0, limit);
  const last = page.at(-1);
  const items = await describe(actor, page, words);
  if (seesEverything)
    await recordAudit(actor, { action: "message:search", target: "search", targetId: actor.userId });
  return {
    data: {
      items,
      nextCursor: hits.length > limit && last ? encodeCursor([isoTime(last.at), last.id]) : null,
    },
  };
}

/** The newest conversations of the caller in which all the words stand in one message. */
export async function conversationsWithText(
  actor: Actor,
  words: SearchWords,
  most: number,
): Promise<string[]> {
  const criteria = { userId: actor.userId, words, seesEverything: false, oncePerConversation: true };
  return (await findHits(criteria, most)).map(({ conversationId }) => conversationId);
}

/** Reading and comparing a text takes some two microseconds, finding one by the index about the same. */
const few = { conversations: 1_000, messages: 20_000 };
const rareMatches = 5_000;
const newestDepth = 20_000;

async function findHits(criteria: Criteria, most: number): Promise<Hit[]> {
  if (await isSmall(criteria, few)) return scanMine(criteria, most);
  if (criteria.conversationId) return findByIndex(criteria, most);
  const { matches, rare } = await estimateMatches(criteria);
  if (matches > rareMatches) {
    const hits = await scanNewest(criteria, newestDepth, most);
    if (hits.length >= most) return hits;
  }
  return findByIndex(criteria, most, rare);
}

const messagesById: Statement = {
  name: "search-messages-by-id",
  text: `SELECT ${messageColumns} FROM "Message" m ${messageJoins} WHERE m.id = ANY ($1::uuid[])`,
};

const conversationsById: Statement = {
  name: "search-conversations-by-id",
  text: `SELECT ${conversationColumns} FROM "Conversation" c WHERE c.id = ANY ($1::uuid[])`,
};

async function describe(actor: Actor, hits: readonly Hit[], words: SearchWords) {
  const conversationIds = [...new Set(hits.map(({ conversationId }) => conversationId))];
  const [messages, conversations] = await Promise.all([
    rows<MessageRow>(messagesById, [hits.map(({ id }) => id)]),
    rows<ConversationRow>(conversationsById, [conversationIds]),
  ]);
  const messageOf = new Map(messages.map((row) => [row.id, row]));
  const conversationOf = new Map(conversations.map((row) => [row.id, row]));
  return hits.flatMap((hit) => {
    const message = messageOf.get(hit.id);
    const conversation = conversationOf.get(hit.conversationId);
    // A message deleted since it was found is no longer an answer.
    if (!message?.text || !conversation) return [];
    return {
      message: viewMessage(message),
      conversation: viewConversation(conversation, actor.userId),
      highlight: highlight(message.text, words),
    };
  });
}
