// Reading and catching up over HTTP, exactly as the contract says.
import { describe, expect, it } from "vitest";
import { limits } from "../../../lib/contract/limits";
import { Api } from "../../helpers/api";
import { makeScene, say } from "../../helpers/people";
import { makeWorld } from "../../helpers/samples";
import { testServer } from "../../helpers/server";

const api = new Api(testServer());

describe("reading", () => {
  it("moves the watermark up and never back, and counts unread messages", async () => {
    const { customer, seller, conversation } = await makeScene();
    const conversationId = conversation.id;
    for (const text of ["one", "two", "three"]) await say(customer, conversationId, text);
    expect(await api.call("me:unread", seller, {})).toMatchObject({ messages: 3, conversations: 1 });
    const read = (seq: number) => api.call("conversation:read", seller, { conversationId, seq });
    const delivered = await api.call("conversation:delivered", seller, { conversationId, seq: 3 });
    expect(delivered).toEqual({ conversationId, readSeq: 0, deliveredSeq: 3, unread: 3 });
    expect(await read(2)).toEqual({ conversationId, readSeq: 2, deliveredSeq: 3, unread: 1 });
    expect(await read(1)).toEqual({ conversationId, readSeq: 2, deliveredSeq: 3, unread: 1 });
    expect(await read(1_000_000)).toEqual({ conversationId, readSeq: 3, deliveredSeq: 3, unread: 0 });
    expect(await api.call("me:unread", seller, {})).toMatchObject({ messages: 0, conversations: 0 });
    const { members } = await api.call("conversation:get", customer, { conversationId });
    expect(members.find(({ userId }) => userId === seller.userId)).toMatchObject({
      role: "SELLER",
      name: seller.name,
      readSeq: 3,
      deliveredSeq: 3,
      readAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
  });
});

describe("catching up", () => {
  it("returns the changes after a revision, once and completely", async () => {
    const { customer, seller, conversation, message } = await makeWorld();
    const conversationId = conversation.id;
    const changes = (since: number) => api.call("conversation:changes", seller, { conversationId, since });
    const start = await changes(0);
    expect(start).toMatchObject({ reset: false, conversation: { rev: 2, seq: 2 } });
    expect(start.messages.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(start.members.map((member) => Object.keys(member))).toEqual(
      Array(2).fill(expect.arrayContaining(["userId", "name", "role", "readSeq", "deliveredSeq", "readAt"])),
    );
    await say(customer, conversationId, "three");
    await api.call("message:edit", customer, { messageId: message.id, text: "Edited" });
    await api.call("conversation:update", seller, { conversationId, priority: "LOW" });
    const after = await changes(2);
    expect(after.messages.map(({ seq, text }) => [seq, text])).toEqual([
      [1, "Edited"],
      [3, "three"],
    ]);
    expect(after.conversation).toMatchObject({ rev: 4, priority: "LOW" });
    expect(await changes(4)).toMatchObject({ messages: [], reset: false });
  });

  it(`starts over after more than ${limits.changedRows} changed rows, or from a revision that never existed`, async () => {
    const { customer, conversation } = await makeScene();
    const conversationId = conversation.id;
    const changes = (since: number) => api.call("conversation:changes", customer, { conversationId, since });
    const sayMany = (count: number) =>
      Promise.all(
        Array.from({ length: count }, (_, index) => say(customer, conversationId, `text ${index}`)),
      );
    await sayMany(limits.changedRows);
    const all = await changes(0);
    expect([all.reset, all.messages.length]).toEqual([false, limits.changedRows]);
    await sayMany(1);
    const over = await changes(0);
    expect([over.reset, over.messages.length]).toEqual([true, limits.threadPageItems]);
    expect(over.messages.at(-1)?.seq).toBe(limits.changedRows + 1);
    expect((await changes(1)).reset).toBe(false);
    expect((await changes(1_000_000)).reset).toBe(true);
  });
});
