// Typing on a real server reaches the other member without a database query, and reaches no one else.
import pg from "pg";
import { expect, it, onTestFinished } from "vitest";
import { makeScene, makeUser, type Scene } from "../helpers/people";
import { testServer } from "../helpers/server";
import { type Client, closeClientsAfterEach, connect } from "../helpers/sockets";

const server = testServer();
closeClientsAfterEach();

const type = (client: Client, { conversation }: Scene, typing = true) =>
  client.call("typing:set", { conversationId: conversation.id, typing });
const heard = (client: Client) => client.all("typing:changed").map(({ typing }) => typing);

async function bothSides() {
  const scene = await makeScene();
  const [customer, seller] = await Promise.all([
    connect(server.url, scene.customer),
    connect(server.url, scene.seller),
  ]);
  return { scene, customer, seller };
}

/** Queries about a member or a conversation wait until the test is over. */
async function lockMembers(): Promise<void> {
  const client = new pg.Client(server.database.options);
  await client.connect();
  onTestFinished(() => client.end());
  await client.query('BEGIN; LOCK TABLE "Member", "Conversation", "User" IN ACCESS EXCLUSIVE MODE');
}

it("queries the database about a conversation once, and then no more", async () => {
  const { scene, customer, seller } = await bothSides();
  await type(customer, scene);
  await seller.until("the first word", () => heard(seller).length === 1);
  await lockMembers();
  expect(await type(customer, scene, false)).toMatchObject({ ok: true });
  await seller.until("the second word", () => heard(seller).length === 2);
  expect(heard(seller)).toEqual([true, false]);
});

it("stops at once with a block, for both, and works again when it is lifted", async () => {
  const { scene, customer, seller } = await bothSides();
  await type(customer, scene);
  await type(seller, scene);
  const { id: conversationId } = scene.conversation;
  await seller.call("conversation:block", { conversationId });
  await customer.fact("conversation:changed", ({ conversation }) => conversation.status === "BLOCKED");
  await seller.fact("conversation:changed", ({ conversation }) => conversation.status === "BLOCKED");
  for (const client of [customer, seller])
    expect(await type(client, scene, false)).toMatchObject({ error: { code: "blocked" } });
  await seller.call("conversation:unblock", { conversationId });
  await customer.fact("conversation:changed", ({ conversation }) => conversation.status === "ACTIVE");
  expect(await type(customer, scene)).toMatchObject({ ok: true });
});

it("is never shown outside the conversation, for any number of attempts", async () => {
  const { scene, customer, seller } = await bothSides();
  const stranger = await connect(server.url, await makeUser("SELLER"));
  await type(customer, scene);
  for (let round = 0; round < 3; round++)
    expect(await type(stranger, scene)).toMatchObject({ error: { code: "not_found" } });
  await seller.until("the customer's word", () => heard(seller).length === 1);
  expect(heard(stranger)).toEqual([]);
  expect(seller.all("typing:changed").map(({ userId }) => userId)).toEqual([scene.customer.userId]);
});
