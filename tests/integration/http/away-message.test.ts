// The away message on a whole server: a customer writes, and soon both members see an automatic answer.
import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { Api } from "../../helpers/api";
import { makeScene } from "../../helpers/people";
import { testServer } from "../../helpers/server";
import { until } from "../../helpers/until";

const api = new Api(testServer());

it("answers a customer who writes to an absent seller once, and leaves the question unread", async () => {
  const { customer, seller, conversation } = await makeScene();
  const conversationId = conversation.id;
  const away = { enabled: true, text: "Back on Monday.", timezone: "UTC", hours: [] };
  await api.call("away-message:set", seller, away);
  const ask = () =>
    api.call("message:send", customer, { conversationId, id: randomUUID(), text: "Is it still there?" });
  await ask();
  const heard = async () => (await api.call("message:list", customer, { conversationId })).items;
  await until("the automatic answer", async () => (await heard()).length === 2);
  expect((await heard())[1]).toMatchObject({
    text: away.text,
    senderId: seller.userId,
    payload: { automatic: true },
  });
  const { conversation: seen } = await api.call("conversation:get", seller, { conversationId });
  expect(seen.unread).toBe(1);
  await ask();
  await ask();
  expect((await heard()).map(({ text }) => text).filter((text) => text === away.text)).toHaveLength(1);
});
