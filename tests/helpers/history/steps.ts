// The actions in a random history, and their expected answers, which hold during any concurrent actions.
import fc from "fast-check";
import { expect } from "vitest";
import type { Actor } from "../../../lib/contract/actor";
import type { Message } from "../../../lib/contract/entities";
import { limits } from "../../../lib/contract/limits";
import { uuidv7 } from "../../../lib/contract/uuid";
import * as v from "../../../lib/contract/values";
import { blockConversation, unblockConversation } from "../../../lib/domain/conversation/block-conversation";
import { deliverConversation, readConversation } from "../../../lib/domain/conversation/move-watermark";
import { updateConversation } from "../../../lib/domain/conversation/update-conversation";
import { deleteMessage } from "../../../lib/domain/message/delete-message";
import { editMessage } from "../../../lib/domain/message/edit-message";
import { forwardMessage } from "../../../lib/domain/message/forward-message";
import { reactToMessage, unreactToMessage } from "../../../lib/domain/message/react-to-message";
import { sendMessage } from "../../../lib/domain/message/send-message";
import { takeSnapshot } from "./snapshot";
import { attempt, isMember, type Place, type Sending, type World } from "./world";

const pick = fc.nat(10_000);
const emoji = fc.constantFrom("👍", "❤️", "😂");
const words = fc.constantFrom(
  "hello",
  "Is it still there?",
  "50 €, or 1.200\n\nOK?",
  "👩‍👩‍👧 ça va",
  "  ok  ",
  "%_\\'",
);
const odd = fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 });
const long = fc.nat(9).map((count) => `${count} ${"The bicycle is as good as new. ".repeat(5 + count)}😀`);
const text = fc
  .oneof({ weight: 4, arbitrary: words }, { weight: 1, arbitrary: odd }, { weight: 1, arbitrary: long })
  .filter((value) => v.filledText(limits.textChars).safeParse(value).success);

const patch = fc.record(
  {
    status: fc.constantFrom("ACTIVE" as const, "ACTIVE" as const, "ARCHIVED" as const, "ENDED" as const),
    priority: fc.constantFrom("LOW" as const, "NORMAL" as const, "URGENT" as const),
    tags: fc.array(fc.constantFrom("vip", "late", "spam?"), { maxLength: 3 }),
    archived: fc.boolean(),
    pinned: fc.boolean(),
    mutedUntil: fc.constantFrom(null, "2030-01-01T00:00:00Z", "2000-01-01T12:30:00+02:00"),
  },
  { requiredKeys: [] },
);

const step = <K extends string, T extends object>(kind: K, fields: { [P in keyof T]: fc.Arbitrary<T[P]> }) =>
  fc.record<T>(fields).map((values) => ({ kind, ...values }));

const sends = fc.oneof(
  {
    weight: 3,
    arbitrary: step("send", {
      who: pick,
      where: pick,
      text,
      reply: fc.option(pick),
      devices: fc.constantFrom(1, 1, 2),
    }),
  },
  {
    weight: 1,
    arbitrary: step("dictate", {
      who: pick,
      where: pick,
      texts: fc.array(text, { minLength: 2, maxLength: 4 }),
    }),
  },
  { weight: 1, arbitrary: step("resend", { which: pick, altered: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: step("forward", { who: pick, which: pick, where: pick, devices: fc.constantFrom(1, 2) }),
  },
);

const changes = fc.oneof(
  step("edit", { who: fc.option(pick, { freq: 3 }), which: pick, text }),
  step("delete", { who: fc.option(pick, { freq: 3 }), which: pick }),
  step("react", { who: pick, which: pick, emoji }),
  step("unreact", { who: pick, which: pick, emoji }),
);

const marks = fc.oneof(
  step("read", { who: pick, where: pick, seq: fc.nat(60) }),
  step("delivered", { who: pick, where: pick, seq: fc.nat(60) }),
);

const moves = fc.oneof(
  { weight: 3, arbitrary: step("update", { who: pick, where: pick, patch }) },
  { weight: 1, arbitrary: step("block", { who: pick, where: pick }) },
  { weight: 1, arbitrary: step("unblock", { who: pick, where: pick }) },
);

export const anyStep = fc.oneof(
  { weight: 6, arbitrary: sends },
  { weight: 5, arbitrary: changes },
  { weight: 4, arbitrary: marks },
  { weight: 2, arbitrary: moves },
  { weight: 1, arbitrary: step("look", { where: pick }) },
);

export type Step = typeof anyStep extends fc.Arbitrary<infer S> ? S : never;
type StepOf<K extends Step["kind"]> = Extract<Step, { kind: K }>;

function at<T>(list: readonly T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new Error("There is nothing to pick from.");
  return found;
}

/** Prefers recent messages, as users do. */
const pickMessage = ({ acknowledged }: World, index: number): Message => {
  const known = [...acknowledged.values()];
  return at(index % 2 === 0 ? known.slice(-3) : known, index);
};

/** Usually a member, sometimes any user. */
const personIn = (world: World, place: Place, who: number): Actor =>
  who % 10 === 9 ? at(world.people, who) : at(place.members, who);

export async function take(world: World, each: Step): Promise<void> {
  switch (each.kind) {
    case "send":
      return send(world, each);
    case "dictate":
      return dictate(world, each);
    case "resend":
      return resend(world, each);
    case "forward":
      return forward(world, each);
    case "look":
      world.snapshots.push(await takeSnapshot(at(world.places, each.where).id));
      return;
    case "edit":
    case "delete":
    case "react":
    case "unreact":
      return change(world, each);
    case "read":
    case "delivered":
      return mark(world, each);
    case "update":
    case "block":
    case "unblock":
      return move(world, each);
  }
}

async function store(world: World, sending: Sending): Promise<Message | undefined> {
  const { actor, conversationId, id, text: words, replyToId } = sending;
  const answer = await attempt(world, () =>
    sendMessage(actor, { conversationId, id, type: "TEXT", text: words, replyToId }),
  );
  if (!("data" in answer)) return undefined;
  const { message } = answer.data;
  expect(message).toMatchObject({ id, conversationId, senderId: actor.userId });
  keep(world, message);
  return message;
}

function keep(world: World, message: Message): void {
  const before = world.acknowledged.get(message.id);
  if (before) expect(message.seq).toBe(before.seq);
  world.acknowledged.set(message.id, message);
}

/** The same message sent from several devices at once is one message for all of them. */
async function send(
  world: World,
  { who, where, text: words, reply, devices }: StepOf<"send">,
): Promise<void> {
  const place = at(world.places, where);
  const actor = personIn(world, place, who);
  const quoted = reply !== null && world.acknowledged.size > 0 ? pickMessage(world, reply) : undefined;
  const sending: Sending = {
    actor,
    conversationId: place.id,
    id: uuidv7(),
    text: words,
    replyToId: quoted?.id ?? null,
  };
  world.sendings.push(sending);
  const answers = await Promise.all(Array.from({ length: devices }, () => store(world, sending)));
  const stored = answers.filter((message) => message !== undefined);
  expect(new Set(stored.map(({ seq }) => seq)).size).toBeLessThanOrEqual(1);
  const isForeign = quoted !== undefined && quoted.conversationId !== place.id;
  if (isForeign || !isMember(place, actor)) expect(stored).toEqual([]);
}

/** Messages of a sender who waits for each answer are stored in that order. */
async function dictate(world: World, { who, where, texts }: StepOf<"dictate">): Promise<void> {
  const place = at(world.places, where);
  const actor = at(place.members, who);
  let lastSeq = 0;
  for (const words of texts) {
    const sending = { actor, conversationId: place.id, id: uuidv7(), text: words, replyToId: null };
    world.sendings.push(sending);
    const message = await store(world, sending);
    if (!message) continue;
    expect(message.seq).toBeGreaterThan(lastSeq);
    lastSeq = message.seq;
  }
}

/** A retry gets the first answer, even after an edit or deletion. A different text is refused. */
async function resend(world: World, { which, altered }: StepOf<"resend">): Promise<void> {
  if (world.sendings.length === 0) return;
  const sending = at(world.sendings, which);
  const wasStored = world.acknowledged.has(sending.id);
  const told = world.told.length;
  const again = altered ? { ...sending, text: `${sending.text}!` } : sending;
  const message = await store(world, again);
  if (!wasStored) {
    if (altered && message) sending.text = again.text;
    return;
  }
  if (altered) expect(message).toBeUndefined();
  else expect(message).toBeDefined();
  expect(
    world.told
      .slice(told)
      .filter((fact) => fact.name === "message:sent" && fact.payload.message.id === sending.id),
  ).toEqual([]);
}

async function forward(world: World, { who, which, where, devices }: StepOf<"forward">): Promise<void> {
  if (world.acknowledged.size === 0) return;
  const source = pickMessage(world, which);
  const place = at(world.places, where);
  const actor = personIn(world, place, who);
  const input = { messageId: source.id, conversationId: place.id, id: uuidv7() };
  const answers = await Promise.all(
    Array.from({ length: devices }, () => attempt(world, () => forwardMessage(actor, input))),
  );
  for (const answer of answers) {
    if (!("data" in answer)) continue;
    expect(answer.data.message).toMatchObject({ id: input.id, payload: { forwarded: true }, replyTo: null });
    keep(world, answer.data.message);
  }
}

const runs = {
  delete: (actor: Actor, messageId: string) => deleteMessage(actor, { messageId }),
  edit: (actor: Actor, messageId: string, { text: words }: StepOf<"edit">) =>
    editMessage(actor, { messageId, text: words }),
};

async function change(
  world: World,
  each: StepOf<"edit"> | StepOf<"delete"> | StepOf<"react"> | StepOf<"unreact">,
): Promise<void> {
  if (world.acknowledged.size === 0) return;
  const { id, conversationId, senderId } = pickMessage(world, each.which);
  const place = world.places.find((one) => one.id === conversationId);
  if (!place) throw new Error("A message stands nowhere.");
  const sender = place.members.find(({ userId }) => userId === senderId);
  const actor = each.who === null && sender ? sender : personIn(world, place, each.who ?? 0);
  const answer = await attempt(world, () => {
    if (each.kind === "edit") return runs.edit(actor, id, each);
    if (each.kind === "delete") return runs.delete(actor, id);
    const run = each.kind === "react" ? reactToMessage : unreactToMessage;
    return run(actor, { messageId: id, emoji: each.emoji });
  });
  const isStranger = !isMember(place, actor) && actor.role !== "ADMIN";
  if ("refused" in answer) expect(answer.refused === "not_found").toBe(isStranger);
  else expect(isStranger).toBe(false);
  if ("data" in answer) keep(world, answer.data.message);
}

async function mark(
  world: World,
  { kind, who, where, seq }: StepOf<"read"> | StepOf<"delivered">,
): Promise<void> {
  const place = at(world.places, where);
  const actor = personIn(world, place, who);
  const run = kind === "read" ? readConversation : deliverConversation;
  const answer = await attempt(world, () => run(actor, { conversationId: place.id, seq }));
  expect("data" in answer).toBe(isMember(place, actor));
  if (!("data" in answer)) return;
  const { readSeq, deliveredSeq } = answer.data;
  expect(deliveredSeq).toBeGreaterThanOrEqual(readSeq);
  const again = await attempt(world, () => run(actor, { conversationId: place.id, seq: 0 }));
  if (!("data" in again)) throw new Error("A member is refused.");
  expect(again.data.readSeq).toBeGreaterThanOrEqual(readSeq);
  expect(again.data.deliveredSeq).toBeGreaterThanOrEqual(deliveredSeq);
}

async function move(
  world: World,
  each: StepOf<"update"> | StepOf<"block"> | StepOf<"unblock">,
): Promise<void> {
  const place = at(world.places, each.where);
  const actor = personIn(world, place, each.who);
  const conversationId = place.id;
  const answer = await attempt(world, () => {
    if (each.kind === "update") return updateConversation(actor, { conversationId, ...each.patch });
    const run = each.kind === "block" ? blockConversation : unblockConversation;
    return run(actor, { conversationId });
  });
  const isStranger = !isMember(place, actor) && actor.role !== "ADMIN";
  if ("refused" in answer) expect(answer.refused === "not_found").toBe(isStranger);
  else expect(isStranger).toBe(false);
}
