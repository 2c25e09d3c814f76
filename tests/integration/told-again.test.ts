// A process can die after the commit and before it publishes the facts. A retry finds the change stored, and is the
// last chance to make the members sync.
import { expect, it } from "vitest";
import type { Actor } from "../../lib/contract/actor";
import type { Command } from "../../lib/contract/command";
import { conversationUpdate, noteCreate } from "../../lib/contract/commands/conversations";
import { AppError } from "../../lib/contract/errors";
import { uuidv7 } from "../../lib/contract/uuid";
import { askToSyncUnconfirmed } from "../../lib/domain/conversation/ask-to-sync";
import { deleteMessage } from "../../lib/domain/message/delete-message";
import { editMessage } from "../../lib/domain/message/edit-message";
import { forwardMessage } from "../../lib/domain/message/forward-message";
import { reactToMessage, unreactToMessage } from "../../lib/domain/message/react-to-message";
import { sendMessage } from "../../lib/domain/message/send-message";
import { prisma } from "../../lib/server/db";
import { unconfirmedCommitOf } from "../../lib/server/unconfirmed-commits";
import { testDatabase } from "../helpers/database";
import { makeScene, makeUser, type Scene, say } from "../helpers/people";

testDatabase();

const everyoneAsks = ({ customer, seller }: Scene) => [
  {
    name: "sync:required",
    to: { users: expect.toSatisfy((users: string[]) => isSame(users, [customer.userId, seller.userId])) },
    payload: {},
  },
];

const isSame = (some: string[], others: string[]) => some.toSorted().join() === others.toSorted().join();

it("a retried message makes the members of its conversation sync", async () => {
  const scene = await makeScene();
  const { customer, conversation } = scene;
  const input = { conversationId: conversation.id, id: uuidv7(), type: "TEXT", text: "hello" } as const;
  const first = await sendMessage(customer, input);
  expect(first.facts?.map(({ name }) => name)).not.toContain("sync:required");
  const again = await sendMessage(customer, input);
  expect(again).toEqual({ data: first.data, facts: everyoneAsks(scene) });
});

it("a retried forward does too, even if its source has changed since", async () => {
  const scene = await makeScene();
  const { customer, conversation } = scene;
  const source = await say(customer, conversation.id, "9 to 5");
  const input = { messageId: source.id, conversationId: conversation.id, id: uuidv7() };
  await forwardMessage(customer, input);
  await editMessage(customer, { messageId: source.id, text: "9 to 6" });
  expect((await forwardMessage(customer, input)).facts).toEqual(everyoneAsks(scene));
});

it("a retried change does too when it finds the change already made", async () => {
  const scene = await makeScene();
  const { customer, conversation } = scene;
  const { id: messageId } = await say(customer, conversation.id, "hello");
  const changes = [
    () => reactToMessage(customer, { messageId, emoji: "👍" }),
    () => unreactToMessage(customer, { messageId, emoji: "👍" }),
    () => editMessage(customer, { messageId, text: "good day" }),
    () => deleteMessage(customer, { messageId }),
  ];
  for (const change of changes) {
    expect((await change()).facts).toMatchObject([{ name: "message:changed" }]);
    expect((await change()).facts).toEqual(everyoneAsks(scene));
  }
});

it("a change of one side whose answer was lost has that side ask and nobody else", async () => {
  const { customer, seller, conversation } = await makeScene();
  const [admin, moderator] = await Promise.all([makeUser("ADMIN"), makeUser("ADMIN")]);
  const conversationId = conversation.id;
  await prisma().member.create({ data: { conversationId, userId: moderator.userId, role: "ADMIN" } });
  const lost = new AppError("unavailable", "Please try again.", { cause: new Error("The line is cut.") });
  const asked = async (command: Command, { userId }: Actor, input: object) => {
    const unconfirmed = unconfirmedCommitOf(command, lost, { conversationId, ...input }, userId);
    if (!unconfirmed) throw new Error("There is no unconfirmed commit.");
    const { to } = await askToSyncUnconfirmed([unconfirmed]);
    return "users" in to ? to.users.toSorted() : [];
  };
  const ids = (...people: Actor[]) => people.map(({ userId }) => userId).sort();
  expect(await asked(conversationUpdate, seller, { tags: ["regular"] })).toEqual(ids(seller, moderator));
  expect(await asked(conversationUpdate, admin, { priority: "LOW" })).toEqual(ids(seller, moderator));
  expect(await asked(noteCreate, seller, { text: "haggles" })).toEqual(ids(seller, moderator));
  expect(await asked(conversationUpdate, customer, { pinned: true })).toEqual(ids(customer));
  expect(await asked(conversationUpdate, seller, { pinned: true, status: "ENDED" })).toEqual(
    ids(customer, seller, moderator),
  );
});
