// The client engine against a whole server: one page acts and another page shows the result.
import { describe, expect, it } from "vitest";
import { submitDraft } from "../../../lib/client/engine/submit";
import { threadSelector } from "../../../lib/client/state/view";
import { uuidv7 } from "../../../lib/contract/uuid";
import { tokenOf } from "../../helpers/api";
import { closeEnginesAfterEach, isOnline, openEngine, untilState } from "../../helpers/engine";
import { makeScene, say } from "../../helpers/people";
import { testServer } from "../../helpers/server";

const server = testServer();
closeEnginesAfterEach();

describe("two people's pages", () => {
  it("load the inbox and the thread, send, receive, and see read receipts", async () => {
    const { customer, seller, conversation } = await makeScene();
    const { id } = conversation;
    await say(customer, id, "Is it still there?");
    const buyer = openEngine(server.url, customer);
    const shop = openEngine(server.url, seller);
    await Promise.all([isOnline(buyer), isOnline(shop)]);
    shop.lists.open({});
    const unread = await untilState(shop, "the inbox", ({ lists, rows }) =>
      lists.get("{}")?.ids[0] === id ? rows.get(id)?.view.unread : undefined,
    );
    expect(unread).toBe(1);

    buyer.threads.open(id);
    shop.threads.open(id);
    const select = threadSelector();
    const texts = (engine: typeof buyer) =>
      untilState(engine, "two messages", (state) => {
        const { items, status } = select(state, id);
        return status === "ready" && items.length === 2 && items.map(({ message }) => message.text);
      });
    await untilState(buyer, "the thread", (state) => state.threads.get(id)?.status === "ready");
    const sent = await submitDraft(shop, { conversationId: id }, "Yes, it is.", null);
    expect(sent).toEqual({ ok: true, conversationId: id });
    expect(await texts(buyer)).toEqual(["Is it still there?", "Yes, it is."]);

    buyer.watermarks.read(id, 2);
    const selectSent = threadSelector();
    await untilState(shop, "the receipt", (state) => selectSent(state, id).items.at(-1)?.state === "READ");
    shop.watermarks.read(id, 1);
    await untilState(shop, "the badge", ({ unread: total }) => total.messages === 0);
  });
});

describe("a stopped page", () => {
  it("sends nothing until it is started again", async () => {
    const { customer, conversation } = await makeScene();
    const requests: unknown[] = [];
    const count: typeof fetch = (address, request) => {
      requests.push(address);
      return fetch(address, request);
    };
    const transport = { url: server.url, token: tokenOf(customer), fetch: count };
    const engine = openEngine(server.url, customer, { transport });
    await isOnline(engine);
    engine.stop();
    const { length } = requests;
    const target = { conversationId: conversation.id };
    const createdAt = new Date().toISOString();
    await engine.outbox.add({ id: uuidv7(), target, text: "Too late", replyTo: null, createdAt });
    const page = await openEngine(server.url, customer).call("message:list", target);
    expect(page).toMatchObject({ ok: true, data: { items: [] } });
    expect(requests).toHaveLength(length);
    expect(engine.outbox.state()).toMatchObject([{ state: "QUEUED", attempts: 0 }]);
    engine.start();
    await untilState(engine, "the message", () => engine.outbox.state().length === 0);
  });
});
