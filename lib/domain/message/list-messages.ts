import { z } from "zod";
import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { messageList } from "../../contract/commands";
import { decodeCursor, encodeCursor } from "../../contract/cursor";
import type { Message } from "../../contract/entities";
import { limits } from "../../contract/limits";
import type { Outcome } from "../../contract/outcome";
import * as v from "../../contract/values";
import { rows, type Statement } from "../../server/db";
import { requireReader } from "../conversation/require-reader";
import { type MessageRow, messageColumns, messageJoins, viewMessage } from "./message-row";

const page = (name: string, bound: string, direction: "ASC" | "DESC"): Statement => ({
  name,
  text: `SELECT ${messageColumns} FROM (
           SELECT * FROM "Message" WHERE "conversationId" = $1 AND seq ${bound} $2 ORDER BY seq ${direction} LIMIT $3
         ) m ${messageJoins} ORDER BY m.seq`,
});

const older = page("message-list-before", "<", "DESC");
const newer = page("message-list-after", ">", "ASC");

const noBound = 2_147_483_647;
const cursorShape = z.union([z.tuple([z.literal("before"), v.seq]), z.tuple([z.literal("after"), v.seq])]);

export async function listMessages(
  actor: Actor,
  input: InputOf<typeof messageList>,
): Promise<Outcome<typeof messageList>> {
  // Nothing is given out before the access check has passed; asking for both at once saves a round trip.
  const [data] = await Promise.all([readPage(input), requireReader(actor, input.conversationId)]);
  return { data };
}

async function readPage(input: InputOf<typeof messageList>): Promise<v.Page<Message>> {
  const { conversationId, around, limit = limits.threadPageItems } = input;
  if (around !== undefined) return readAround(conversationId, around, limit);
  const [direction, bound] = boundOf(input);
  const found = await read(direction === "before" ? older : newer, conversationId, bound, limit + 1);
  const isMore = found.length > limit;
  const items = direction === "before" ? found.slice(isMore ? 1 : 0) : found.slice(0, limit);
  const edge = direction === "before" ? items[0] : items.at(-1);
  return { items, nextCursor: isMore && edge ? encodeCursor([direction, edge.seq]) : null };
}

function boundOf({ before, after, cursor }: InputOf<typeof messageList>): ["before" | "after", number] {
  if (cursor !== undefined) return decodeCursor(cursor, cursorShape);
  if (after !== undefined) return ["after", after];
  return ["before", before ?? noBound];
}

/** The message itself stands in the middle; what is missing on one side is given on the other. */
async function readAround(conversationId: string, seq: number, limit: number): Promise<v.Page<Message>> {
  const [below, above] = await Promise.all([
    read(older, conversationId, seq, limit),
    read(newer, conversationId, seq - 1, limit),
  ]);
  const half = Math.floor(limit / 2);
  const belowCount = Math.max(half, limit - above.length);
  const items = [...below.slice(-belowCount || below.length), ...above].slice(0, limit);
  const first = items[0];
  const isMore = first !== undefined && first.seq > 1;
  return { items, nextCursor: isMore ? encodeCursor(["before", first.seq]) : null };
}

async function read(statement: Statement, conversationId: string, bound: number, limit: number) {
  return (await rows<MessageRow>(statement, [conversationId, bound, limit])).map(viewMessage);
}
