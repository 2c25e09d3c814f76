// The away message: a customer who writes to an absent seller gets one answer, and the send does not wait for it.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Fact } from "../../lib/contract/facts";
import { answerWhileAway } from "../../lib/domain/away-message/answer-while-away";
import { askForAwayAnswer } from "../../lib/domain/away-message/ask-for-away-answer";
import { setAwayMessage } from "../../lib/domain/away-message/set-away-message";
import { sweepAwayMessages } from "../../lib/domain/away-message/sweep-away-messages";
import { blockConversation } from "../../lib/domain/conversation/block-conversation";
import { updateConversation } from "../../lib/domain/conversation/update-conversation";
import { listMessages } from "../../lib/domain/message/list-messages";
import { sendMessage } from "../../lib/domain/message/send-message";
import { testDatabase } from "../helpers/database";
import { takeJobs } from "../helpers/jobs";
import { makeScene, type Scene, say } from "../helpers/people";

testDatabase();

const text = "We are back on Monday.";
const dayMs = 24 * 3_600_000;
const nowMs = Date.UTC(2026, 10, 23, 12);

async function makeAwayScene(enabled = true): Promise<Scene> {
  const scene = await makeScene();
  await setAwayMessage(scene.seller, { enabled, text, timezone: "UTC", hours: [] });
  return scene;
}

/** Sends a message and runs the jobs that follow from it. Returns their facts. */
async function write({ conversation, customer, seller }: Scene, by: "customer" | "seller", atMs = nowMs) {
  const actor = by === "customer" ? customer : seller;
  const outgoing = {
    conversationId: conversation.id,
    id: randomUUID(),
    type: "TEXT" as const,
    text: "Hello?",
  };
  const { data } = await sendMessage(actor, outgoing);
  await askForAwayAnswer({ message: data.message, conversation }, atMs);
  return runAnswers(atMs);
}

async function runAnswers(atMs: number): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const asked of await takeJobs("away-message:answer")) {
    const told = await answerWhileAway(asked, atMs);
    facts.push(...(told.facts ?? []));
  }
  return facts;
}

const messagesIn = async ({ customer, conversation }: Scene) =>
  (await listMessages(customer, { conversationId: conversation.id })).data.items;
const answersIn = async (scene: Scene) =>
  (await messagesIn(scene)).filter(({ payload }) => payload?.automatic === true);

describe("an away message", () => {
  it("answers a customer in the seller's name, and both members receive it", async () => {
    const scene = await makeAwayScene();
    const facts = await write(scene, "customer");
    const [answer, ...others] = await answersIn(scene);
    expect(others).toEqual([]);
    expect(answer).toMatchObject({ seq: 2, text, senderId: scene.seller.userId, senderRole: "SELLER" });
    const told = facts.flatMap(({ name, to }) => (name === "message:sent" && "users" in to ? to.users : []));
    expect(told.toSorted()).toEqual([scene.customer.userId, scene.seller.userId].sort());
  });

  it("is sent once in a period, even when many messages and nodes trigger it at once, and again in the next", async () => {
    const scene = await makeAwayScene();
    const { conversation, seller } = scene;
    await Promise.all(Array.from({ length: 8 }, () => write(scene, "customer")));
    const asked = { conversationId: conversation.id, sellerId: seller.userId, period: "2026-11-23" };
    await Promise.all(Array.from({ length: 4 }, () => answerWhileAway(asked, nowMs)));
    expect(await answersIn(scene)).toHaveLength(1);
    expect(await write(scene, "customer", nowMs + 3_600_000)).toEqual([]);
    await write(scene, "customer", nowMs + dayMs);
    expect(await answersIn(scene)).toHaveLength(2);
  });

  it("is sent once even when its text changes within the period", async () => {
    const scene = await makeAwayScene();
    await write(scene, "customer");
    const other = { enabled: true, text: "Gone fishing.", timezone: "UTC", hours: [] };
    await setAwayMessage(scene.seller, other);
    expect(await write(scene, "customer")).toEqual([]);
    expect((await answersIn(scene)).map((answer) => answer.text)).toEqual([text]);
  });

  it("starts and stops as soon as it is switched", async () => {
    const scene = await makeAwayScene(false);
    expect(await write(scene, "customer")).toEqual([]);
    const away = { text, timezone: "UTC", hours: [] };
    await setAwayMessage(scene.seller, { ...away, enabled: true });
    await write(scene, "customer");
    expect(await answersIn(scene)).toHaveLength(1);
    await setAwayMessage(scene.seller, { ...away, enabled: false });
    expect(await write(scene, "customer", nowMs + dayMs)).toEqual([]);
  });

  it("is not sent within business hours or in answer to the seller", async () => {
    const scene = await makeAwayScene();
    expect(await write(scene, "seller")).toEqual([]);
    const hours = [{ day: 1, from: "09:00", to: "18:00" }];
    await setAwayMessage(scene.seller, { enabled: true, text, timezone: "UTC", hours });
    expect(await write(scene, "customer")).toEqual([]);
    expect(await answersIn(scene)).toEqual([]);
  });

  it("is not sent in a blocked conversation", async () => {
    const scene = await makeAwayScene();
    const { conversation, customer, seller } = scene;
    await say(customer, conversation.id, "Hello?");
    await blockConversation(customer, { conversationId: conversation.id });
    const asked = { conversationId: conversation.id, sellerId: seller.userId, period: "2026-11-23" };
    expect(await answerWhileAway(asked, nowMs)).toEqual({});
    expect(await answersIn(scene)).toEqual([]);
  });

  it("is not sent by a late job when the seller has answered or is back", async () => {
    const scene = await makeAwayScene();
    const { conversation, customer, seller } = scene;
    const asked = { conversationId: conversation.id, sellerId: seller.userId, period: "2026-11-23" };
    await say(customer, conversation.id, "Hello?");
    expect(await answerWhileAway(asked, nowMs + dayMs)).toEqual({});
    await say(seller, conversation.id, "I am here after all.");
    expect(await answerWhileAway(asked, nowMs)).toEqual({});
    expect(await answersIn(scene)).toEqual([]);
  });
});

describe("the sweep for away messages", () => {
  const sweep = async () => {
    await sweepAwayMessages(Date.now(), new AbortController().signal);
    return takeJobs("away-message:answer");
  };
  const conversationIds = (asked: { conversationId: string }[]) =>
    asked.map(({ conversationId }) => conversationId);

  it("finds a customer whose job was lost, until the answer is stored", async () => {
    const scene = await makeAwayScene();
    await say(scene.customer, scene.conversation.id, "Is anybody there?");
    const [asked, ...others] = (await sweep()).filter(({ sellerId }) => sellerId === scene.seller.userId);
    expect(others).toEqual([]);
    if (!asked) throw new Error("The sweep found nothing.");
    await answerWhileAway(asked, Date.now());
    expect(await answersIn(scene)).toHaveLength(1);
    await say(scene.customer, scene.conversation.id, "Thank you.");
    expect(conversationIds(await sweep())).not.toContain(scene.conversation.id);
  });

  it("finds customers whose conversation the seller has archived and muted", async () => {
    const scene = await makeAwayScene();
    const { seller, customer, conversation } = scene;
    const mutedUntil = new Date(Date.now() + dayMs).toISOString();
    await updateConversation(seller, { conversationId: conversation.id, archived: true, mutedUntil });
    await say(customer, conversation.id, "Hello?");
    expect(conversationIds(await sweep())).toContain(conversation.id);
  });

  it("skips customers who wrote before the away message, were answered, or cannot be answered", async () => {
    const early = await makeScene();
    await say(early.customer, early.conversation.id, "Good morning.");
    await setAwayMessage(early.seller, { enabled: true, text, timezone: "UTC", hours: [] });
    const answered = await makeAwayScene();
    await say(answered.customer, answered.conversation.id, "Hello?");
    await say(answered.seller, answered.conversation.id, "Hello.");
    const blocked = await makeAwayScene();
    await say(blocked.customer, blocked.conversation.id, "Hello?");
    await blockConversation(blocked.customer, { conversationId: blocked.conversation.id });
    const off = await makeAwayScene(false);
    await say(off.customer, off.conversation.id, "Hello?");
    const ids = [early, answered, blocked, off].map(({ conversation }) => conversation.id);
    const found = conversationIds(await sweep());
    expect(ids.filter((id) => found.includes(id))).toEqual([]);
  });
});
