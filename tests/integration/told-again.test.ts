// A process can die after the commit and before it publishes the facts. A retry finds the change stored, and is the
// last chance to make the members sync.
import { expect, it } from "vitest";
import { uuidv7 } from "../../lib/contract/uuid";
import { deleteMessage } from "../../lib/domain/message/delete-message";
import { editMessage } from "../../lib/domain/message/edit-message";
import { forwardMessage } from "../../lib/domain/message/forward-message";
import { reactToMessage, unreactToMessage } from "../../lib/domain/message/react-to-message";
import { sendMessage } from "../../lib/domain/message/send-message";
import { testDatabase } from "../helpers/database";
import { makeScene, type Scene, say } from "../helpers/people";

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
