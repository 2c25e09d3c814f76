// The away message: a customer who writes to an absent seller is answered once, and nobody waits for it.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { answerWhileAway } from "../../lib/domain/away-message/answer-while-away";
import { setAwayMessage } from "../../lib/domain/away-message/set-away-message";
import { blockConversation } from "../../lib/domain/conversation/block-conversation";
import { listMessages } from "../../lib/domain/message/list-messages";
import { sendMessage } from "../../lib/domain/message/send-message";
import { testDatabase } from "../helpers/database";
import { makeScene, type Scene } from "../helpers/people";

testDatabase();

const text = "We are back on Monday.";
const dayMs = 24 * 3_600_000;
const nowMs = Date.UTC(2026, 10, 23, 12);

async function makeAwayScene(enabled = true): Promise<Scene> {
  const scene = await makeScene();
  await setAwayMessage(scene.seller, { enabled, text, timezone: "UTC", hours: [] });
  return scene;
}

/** What becomes of a message that somebody has just written. */
async function write({ conversation, customer, seller }: Scene, by: "customer" | "seller", atMs = nowMs) {
  const actor = by === "customer" ? customer : seller;
  const outgoing = {
    conversationId: conversation.id,
    id: randomUUID(),
    type: "TEXT" as const,
    text: "Hello?",
  };
  const { data } = await sendMessage(actor, outgoing);
  return answerWhileAway({ message: data.message, conversation }, atMs);
}

const messagesIn = async ({ customer, conversation }: Scene) =>
  (await listMessages(customer, { conversationId: conversation.id })).data.items;
const answersIn = async (scene: Scene) =>
  (await messagesIn(scene)).filter(({ payload }) => payload?.automatic === true);

describe("an away message", () => {
  it("answers a customer in the seller's name, and is told to both", async () => {
    const scene = await makeAwayScene();
    const facts = await write(scene, "customer");
    const [answer, ...others] = await answersIn(scene);
    expect(others).toEqual([]);
    expect(answer).toMatchObject({ seq: 2, text, senderId: scene.seller.userId, senderRole: "SELLER" });
    const told = facts.flatMap(({ name, to }) => (name === "message:sent" && "users" in to ? to.users : []));
    expect(told.toSorted()).toEqual([scene.customer.userId, scene.seller.userId].sort());
  });

  it("is sent once in a period, however many messages and nodes ask for it at once, and again in the next", async () => {
    const scene = await makeAwayScene();
    await Promise.all(Array.from({ length: 8 }, () => write(scene, "customer")));
    expect(await answersIn(scene)).toHaveLength(1);
    expect(await write(scene, "customer", nowMs + 3_600_000)).toEqual([]);
    await write(scene, "customer", nowMs + dayMs);
    expect(await answersIn(scene)).toHaveLength(2);
  });

  it("is sent once even when its words change within the period", async () => {
    const scene = await makeAwayScene();
    await write(scene, "customer");
    const other = { enabled: true, text: "Gone fishing.", timezone: "UTC", hours: [] };
    await setAwayMessage(scene.seller, other);
    expect(await write(scene, "customer")).toEqual([]);
    expect((await answersIn(scene)).map((answer) => answer.text)).toEqual([text]);
  });

  it("takes effect and ends as soon as it is switched", async () => {
    const scene = await makeAwayScene(false);
    expect(await write(scene, "customer")).toEqual([]);
    const away = { text, timezone: "UTC", hours: [] };
    await setAwayMessage(scene.seller, { ...away, enabled: true });
    await write(scene, "customer");
    expect(await answersIn(scene)).toHaveLength(1);
    await setAwayMessage(scene.seller, { ...away, enabled: false });
    expect(await write(scene, "customer", nowMs + dayMs)).toEqual([]);
  });

  it("is not sent within the hours, nor for what the seller writes", async () => {
    const scene = await makeAwayScene();
    expect(await write(scene, "seller")).toEqual([]);
    const hours = [{ day: 1, from: "09:00", to: "18:00" }];
    await setAwayMessage(scene.seller, { enabled: true, text, timezone: "UTC", hours });
    expect(await write(scene, "customer")).toEqual([]);
    expect(await answersIn(scene)).toEqual([]);
  });

  it("does not break a block", async () => {
    const scene = await makeAwayScene();
    const message = { senderRole: "CUSTOMER" as const, senderId: scene.customer.userId };
    await blockConversation(scene.customer, { conversationId: scene.conversation.id });
    expect(await answerWhileAway({ message, conversation: scene.conversation }, nowMs)).toEqual([]);
    expect(await messagesIn(scene)).toEqual([]);
  });
});
