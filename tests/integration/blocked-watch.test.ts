// Open connections of a user who was blocked, on a whole server.
import { expect, it } from "vitest";
import { Api } from "../helpers/api";
import { makeScene, say } from "../helpers/people";
import { testServer } from "../helpers/server";
import { closeClientsAfterEach, connect } from "../helpers/sockets";

const server = testServer();
const api = new Api(server);
closeClientsAfterEach();

it("a watching connection receives no presence within two seconds after a block", async () => {
  const { customer, seller, conversation } = await makeScene();
  await say(customer, conversation.id, "hello");
  const [watcher, blocker] = [await connect(server.url, customer), await connect(server.url, seller)];
  const watched = await watcher.call<{ items: { online: boolean }[] }>("presence:watch", {
    userIds: [seller.userId],
  });
  expect(watched).toMatchObject({ ok: true, data: { items: [{ online: true }] } });

  const startedMs = performance.now();
  await api.call("conversation:block", seller, { conversationId: conversation.id });
  const neutral = { userId: seller.userId, online: false, lastSeenAt: null };
  await watcher.until("the end of the watch", () =>
    watcher.all("presence:changed").some((each) => JSON.stringify(each) === JSON.stringify(neutral)),
  );
  expect(performance.now() - startedMs).toBeLessThan(2_000);
  expect(await watcher.call("presence:watch", { userIds: [seller.userId] })).toEqual({
    ok: true,
    data: { items: [] },
  });

  // A permitted watcher receives the departure. By then the blocked one would have received it too.
  const { customer: other } = await makeScene();
  const opened = await api.call("conversation:open", other, {
    sellerId: seller.userId,
    message: { id: crypto.randomUUID(), text: "hello" },
  });
  expect(opened.created).toBe(true);
  const friend = await connect(server.url, other);
  await friend.call("presence:watch", { userIds: [seller.userId] });
  blocker.close();
  await friend.fact("presence:changed", ({ userId, online }) => userId === seller.userId && !online);
  expect(watcher.all("presence:changed")).toEqual([neutral]);
});
