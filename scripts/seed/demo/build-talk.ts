// Turns a conversation as it is written down into rows, step by step as it would have happened: every message and
// every change takes the next revision.
import { preview } from "@/lib/contract/preview";
import type { Prisma } from "@/lib/server/db/generated/client";
import { Random } from "../random";
import type { PersonKey } from "./people";
import { type Line, milliseconds, type Side, type Talk } from "./talk";
import type { World } from "./world";

export interface TalkRows {
  conversation: Prisma.ConversationCreateManyInput;
  members: Prisma.MemberCreateManyInput[];
  messages: Prisma.MessageCreateManyInput[];
  revisions: Prisma.MessageRevisionCreateManyInput[];
  reactions: Prisma.ReactionCreateManyInput[];
  receipts: Prisma.ReceiptCreateManyInput[];
  notes: Prisma.NoteCreateManyInput[];
  flags: Prisma.FlagCreateManyInput[];
}

const sides: readonly Side[] = ["customer", "seller"];
const roleOf = { customer: "CUSTOMER", seller: "SELLER" } as const;
const pauseMs = { least: 40_000, most: 280_000 };
const second = 1_000;

export function buildTalk(talk: Talk, number: number, world: World): TalkRows {
  const random = new Random(77, number);
  const times = timesOf(talk, world.nowMs, random);
  const subject = world.subjectOf(talk);
  const createdMs = (times[0] ?? world.nowMs) - 20 * second;
  const id = random.uuidAt(createdMs);
  const users = { customer: world.personId(talk.buyer), seller: world.personId(subject.seller) };
  const said = say(talk, id, users, times, random);
  const marks = watermarks(talk, said.messages, users, id);
  const shared = sharedChanges(talk);
  const own = ownChanges(talk, times);
  const rev = said.rev + shared.count + own.count;
  const last = said.messages.at(-1);
  const lastMessageAt = last?.createdAt;
  const flags = flagsOf(talk, said.messages, users, world, random);
  const open = flags.find(({ status }) => status === "OPEN");
  return {
    ...said,
    conversation: {
      id,
      listingId: subject.listingId,
      dealId: subject.dealId,
      customerId: users.customer,
      sellerId: users.seller,
      snapshot: subject.snapshot,
      ...shared.values,
      seq: said.messages.length,
      rev: rev + (open ? 1 : 0),
      lastMessageId: last?.id,
      lastPreview: preview(last?.text ?? null),
      lastType: "TEXT",
      lastSenderId: last?.senderId,
      lastMessageAt,
      isFlagged: open !== undefined,
      flagReason: open?.reason,
      flaggedAt: open?.createdAt,
      createdAt: new Date(createdMs),
    },
    members: sides.map((side) => ({
      conversationId: id,
      userId: users[side],
      role: roleOf[side],
      ...marks.of[side],
      ...own.values[side],
      lastMessageAt,
      waitingSince: waitingSince(talk, said.messages, side),
      joinedAt: new Date(createdMs),
    })),
    receipts: marks.receipts,
    notes: (talk.notes ?? []).map((text, index) => {
      const ms = (times[Math.min(times.length - 1, 3 + index * 4)] ?? createdMs) + 30 * second;
      const at = new Date(ms);
      return {
        id: random.uuidAt(ms),
        conversationId: id,
        authorId: users.seller,
        text,
        createdAt: at,
        updatedAt: at,
      };
    }),
    flags,
  };
}

/** When the other side wrote the first message that this side has not answered. */
function waitingSince({ lines }: Talk, messages: TalkRows["messages"], side: Side) {
  const answered = lines.findLastIndex(({ by }) => by === side);
  return messages[answered + 1]?.createdAt;
}

/** Counted back from the end, so that a conversation that ended three hours ago did. */
function timesOf({ lines, endedAgo }: Talk, nowMs: number, random: Random): number[] {
  const pauses = lines.map(({ after }) => {
    const shiverMs = random.between(pauseMs.least, pauseMs.most);
    return after ? milliseconds(after) + (shiverMs % 37_000) : shiverMs;
  });
  let ms = nowMs - milliseconds(endedAgo) - random.below(50_000);
  return lines
    .map((_, index) => {
      const at = ms;
      ms -= pauses[lines.length - 1 - index] ?? 0;
      return at;
    })
    .reverse();
}

type Users = Record<Side, string>;
type Said = Pick<TalkRows, "messages" | "revisions" | "reactions"> & { rev: number };

function say(talk: Talk, conversationId: string, users: Users, times: number[], random: Random): Said {
  const said: Said = { messages: [], revisions: [], reactions: [], rev: 0 };
  talk.lines.forEach((line, index) => {
    const ms = times[index] ?? 0;
    const message = {
      id: random.uuidAt(ms),
      conversationId,
      seq: index + 1,
      rev: ++said.rev,
      senderId: users[line.by],
      senderRole: roleOf[line.by],
      text: line.text,
      replyToId: line.re ? said.messages[line.re - 1]?.id : undefined,
      createdAt: new Date(ms),
    };
    said.messages.push(change(message, line, users, said, random));
  });
  return said;
}

type Message = TalkRows["messages"][number];

/** An edit, a deletion or a reaction is one more revision of the conversation and stamps the message with it. */
function change(message: Message, line: Line, users: Users, said: Said, random: Random): Message {
  const sentMs = new Date(message.createdAt ?? 0).getTime();
  const changed = { ...message };
  const keep = (text: string, ms: number) => {
    const replacedAt = new Date(ms);
    const was = { id: random.uuidAt(ms), messageId: message.id, rev: changed.rev, text };
    said.revisions.push({ ...was, replacedAt, replacedBy: users[line.by] });
    Object.assign(changed, { rev: ++said.rev, revised: true });
    return replacedAt;
  };
  if (line.was) changed.editedAt = keep(line.was, sentMs + 25 * second);
  if (line.isDeleted)
    Object.assign(changed, { deletedAt: keep(line.text, sentMs + 30 * second), text: null });
  for (const side of sides) {
    const emoji = line.reactions?.[side];
    if (!emoji) continue;
    const createdAt = new Date(sentMs + 35 * second);
    said.reactions.push({ messageId: message.id, userId: users[side], emoji, createdAt });
    Object.assign(changed, { rev: ++said.rev, revised: true });
  }
  return changed;
}

/** A member who answers has read all earlier messages. In the end, members have read all but their unread lines. */
function watermarks(talk: Talk, messages: Message[], users: Users, conversationId: string) {
  const receipts: TalkRows["receipts"] = [];
  const place = (side: Side) => ({ conversationId, userId: users[side] });
  const of = (side: Side) => {
    const unreadLines = talk.unread?.[side] ?? 0;
    const lastRead = messages.length - unreadLines;
    let [readSeq, readAt]: [number, Date | null] = [0, null];
    const read = (seq: number, at: Date) => {
      if (seq <= readSeq) return;
      [readSeq, readAt] = [seq, at];
      receipts.push({ ...place(side), kind: "READ", seq, at });
    };
    for (const message of messages.slice(0, lastRead)) {
      const ms = new Date(message.createdAt ?? 0).getTime();
      if (message.senderId === users[side]) read(message.seq - 1, new Date(ms - 15 * second));
      else if (message.seq === lastRead) read(lastRead, new Date(ms + 45 * second));
    }
    const isOffline = talk.isOffline === side;
    const lastAt = messages.at(-1)?.createdAt;
    const deliveredSeq = unreadLines > 0 && !isOffline ? messages.length : readSeq;
    if (deliveredSeq > readSeq)
      receipts.push({ ...place(side), kind: "DELIVERED", seq: deliveredSeq, at: lastAt });
    const unread = messages.filter(({ seq, senderId }) => seq > readSeq && senderId !== users[side]).length;
    return { readSeq, readAt, deliveredSeq, unread };
  };
  return { of: { customer: of("customer"), seller: of("seller") }, receipts };
}

function sharedChanges({ status, priority, tags }: Talk) {
  const count = [status, priority, tags].filter(Boolean).length;
  return { values: { status, priority, tags }, count };
}

function ownChanges({ archivedBy, pinnedBy = [], mutedBy }: Talk, times: number[]) {
  const lastMs = times.at(-1) ?? 0;
  const values = (side: Side) => ({
    archivedAt: archivedBy === side ? new Date(lastMs + 3_600 * second) : null,
    pinnedAt: pinnedBy.includes(side) ? new Date(lastMs - 60 * second) : null,
    mutedUntil: mutedBy === side ? new Date("9999-12-31T00:00:00Z") : null,
  });
  const count = pinnedBy.length + (archivedBy ? 1 : 0) + (mutedBy ? 1 : 0);
  return { values: { customer: values("customer"), seller: values("seller") }, count };
}

const moderator: PersonKey = "robin";

function flagsOf(
  { flag }: Talk,
  messages: Message[],
  users: Users,
  world: World,
  random: Random,
): TalkRows["flags"] {
  const message = flag && messages[flag.line - 1];
  if (!message) return [];
  const ms = new Date(message.createdAt ?? 0).getTime() + (flag.source === "RULE" ? second : 600 * second);
  const { resolution, line: _, ...told } = flag;
  const resolved = resolution && {
    status: "RESOLVED" as const,
    resolution: resolution.as,
    resolutionNote: resolution.note,
    resolvedById: world.personId(moderator),
    resolvedAt: new Date(ms + 7_200 * second),
  };
  return [
    {
      id: random.uuidAt(ms),
      conversationId: message.conversationId,
      messageId: message.id,
      reporterId: flag.source === "REPORT" ? users.seller : null,
      status: "OPEN",
      createdAt: new Date(ms),
      ...told,
      ...resolved,
    },
  ];
}
