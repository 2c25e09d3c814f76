// Cases found by the random histories and by review.
import { describe, expect, it } from "vitest";
import type { Fact } from "../../lib/contract/facts";
import { uuidv7 } from "../../lib/contract/uuid";
import { listChanges } from "../../lib/domain/conversation/list-changes";
import { deleteMessage } from "../../lib/domain/message/delete-message";
import { editMessage } from "../../lib/domain/message/edit-message";
import { forwardMessage } from "../../lib/domain/message/forward-message";
import { reactToMessage } from "../../lib/domain/message/react-to-message";
import { sendMessage, storeMessage } from "../../lib/domain/message/send-message";
import { testDatabase } from "../helpers/database";
import { makeScene, type Scene, say } from "../helpers/people";

testDatabase();

const reply = (scene: Scene, replyToId: string, text: string, id = uuidv7()) =>
  sendMessage(scene.seller, { conversationId: scene.conversation.id, id, type: "TEXT", text, replyToId });

const revsOf = (facts: readonly Fact[] = []) =>
  facts.map(({ payload }) => ("rev" in payload ? payload.rev : null));

describe("a quote", () => {
  it("changes with the quoted message, each change with its own revision", async () => {
    const scene = await makeScene();
    const { customer, conversation } = scene;
    const first = await say(customer, conversation.id, "10 €");
    const quotes = await Promise.all([reply(scene, first.id, "really?"), reply(scene, first.id, "fine")]);
    const { facts } = await editMessage(customer, { messageId: first.id, text: "12 €" });
    expect(revsOf(facts)).toEqual([4, 5, 6]);
    const { data } = await listChanges(customer, { conversationId: conversation.id, since: 3 });
    expect(data.conversation.rev).toBe(6);
    expect(data.messages.map(({ id, rev }) => [id, rev])).toEqual([
      [first.id, 4],
      ...quotes.map(({ data: { message } }) => [message.id, message.seq + 3]),
    ]);
    for (const message of data.messages.slice(1)) expect(message.replyTo?.preview).toBe("12 €");
  });

  it("is sent whole when one change affects more messages than the revisions that were missed", async () => {
    const scene = await makeScene();
    const { customer, conversation } = scene;
    const first = await say(customer, conversation.id, "Still there?");
    for (let count = 0; count < 5; count++) await reply(scene, first.id, "yes");
    await deleteMessage(customer, { messageId: first.id });
    const { data } = await listChanges(customer, { conversationId: conversation.id, since: 6 });
    expect(data.messages.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(data.messages.at(-1)?.replyTo?.preview).toBe("");
  });

  it("written while its message is being edited shows the message's final text", async () => {
    const scene = await makeScene();
    const { customer, conversation } = scene;
    const first = await say(customer, conversation.id, "version 0");
    for (let version = 1; version <= 30; version++) {
      const [edited, quote] = await Promise.all([
        editMessage(customer, { messageId: first.id, text: `version ${version}` }),
        reply(scene, first.id, "which?"),
      ]);
      const { message } = quote.data;
      const wasFirst = message.rev < edited.data.message.rev;
      expect(message.replyTo?.preview).toBe(`version ${wasFirst ? version - 1 : version}`);
    }
  });

  it("may follow its message at once", async () => {
    const scene = await makeScene();
    const id = uuidv7();
    const [first, second, third] = await Promise.all([
      say(scene.seller, scene.conversation.id, "Look:", id),
      reply(scene, id, "I mean this"),
      say(scene.seller, scene.conversation.id, "Not that"),
    ]);
    expect(second.data.message.replyTo).toMatchObject({ id, preview: "Look:" });
    expect([first.seq, second.data.message.seq, third.seq]).toEqual([1, 2, 3]);
  });

  it("does not change when the quoted message gets a reaction", async () => {
    const scene = await makeScene();
    const first = await say(scene.customer, scene.conversation.id, "ok?");
    await reply(scene, first.id, "ok");
    const { facts } = await reactToMessage(scene.seller, { messageId: first.id, emoji: "👍" });
    expect(revsOf(facts)).toEqual([3]);
  });

  it("is announced for the last hundred only when there are many more, and clients see a gap before them", async () => {
    const scene = await makeScene();
    const { customer, conversation } = scene;
    const first = await say(customer, conversation.id, "Popular");
    await Promise.all(Array.from({ length: 120 }, () => reply(scene, first.id, "me too")));
    const { facts, data } = await editMessage(customer, { messageId: first.id, text: "Popular!" });
    expect(data.message).toMatchObject({ text: "Popular!", rev: 122 });
    expect(revsOf(facts)).toEqual(Array.from({ length: 100 }, (_, index) => 143 + index));
    const changes = await listChanges(customer, { conversationId: conversation.id, since: 121 });
    expect(changes.data.messages.length).toBe(121);
  });
});

describe("a sync", () => {
  it("starts over when more than 500 rows changed, and when the client's revision is from an unknown history", async () => {
    const { customer, conversation } = await makeScene();
    const conversationId = conversation.id;
    await Promise.all(Array.from({ length: 501 }, (_, index) => say(customer, conversationId, `${index}`)));
    const all = await listChanges(customer, { conversationId, since: 0 });
    expect([all.data.reset, all.data.messages.length, all.data.messages[0]?.seq]).toEqual([true, 50, 452]);
    const most = await listChanges(customer, { conversationId, since: 1 });
    expect([most.data.reset, most.data.messages.length, most.data.messages[0]?.seq]).toEqual([false, 500, 2]);
    const beyond = await listChanges(customer, { conversationId, since: 502 });
    expect([beyond.data.reset, beyond.data.messages.at(-1)?.seq]).toEqual([true, 501]);
    const none = await listChanges(customer, { conversationId, since: 501 });
    expect([none.data.reset, none.data.messages]).toEqual([false, []]);
  });

  it("includes an old message that changed together with the new ones", async () => {
    const { customer, seller, conversation } = await makeScene();
    const said = await Promise.all(
      Array.from({ length: 30 }, (_, index) => say(customer, conversation.id, `${index}`)),
    );
    for (const { id } of said.slice(0, 6)) await editMessage(customer, { messageId: id, text: "changed" });
    await say(seller, conversation.id, "new");
    const { data } = await listChanges(seller, { conversationId: conversation.id, since: 31 });
    expect(data.messages.map(({ seq, rev }) => [seq, rev])).toEqual([
      [2, 32],
      [3, 33],
      [4, 34],
      [5, 35],
      [6, 36],
      [31, 37],
    ]);
  });

  it("never misses a change that is made while it reads", async () => {
    const scene = await makeScene();
    const { customer, conversation } = scene;
    const quoted = await say(customer, conversation.id, "version 0");
    for (let count = 0; count < 3; count++) await reply(scene, quoted.id, "which?");
    const last = await say(customer, conversation.id, "version 0");
    for (let version = 1; version <= 20; version++) {
      const text = `version ${version}`;
      const { data } = await editMessage(customer, { messageId: last.id, text });
      const since = data.message.rev - 1;
      let isDone = false;
      const askUntilDone = async () => {
        while (!isDone) {
          const changes = await listChanges(customer, { conversationId: conversation.id, since });
          expect(changes.data.messages.find(({ id }) => id === last.id)?.text).toBe(text);
        }
      };
      const edit = editMessage(customer, { messageId: quoted.id, text });
      await Promise.all([edit.finally(() => (isDone = true)), askUntilDone(), askUntilDone()]);
    }
  });
});

describe("a forwarded message", () => {
  it("stays the same on a retry, even if its source was edited or deleted since", async () => {
    const { customer, conversation } = await makeScene();
    const source = await say(customer, conversation.id, "Opening hours: 9 to 5");
    const input = { messageId: source.id, conversationId: conversation.id, id: uuidv7() };
    const first = await forwardMessage(customer, input);
    await editMessage(customer, { messageId: source.id, text: "Opening hours: 9 to 6" });
    expect((await forwardMessage(customer, input)).data).toEqual(first.data);
    await deleteMessage(customer, { messageId: source.id });
    const again = await forwardMessage(customer, input);
    expect(again.data).toEqual(first.data);
  });

  it("does not replace another message with its id", async () => {
    const { customer, seller, conversation } = await makeScene();
    const [source, other] = await Promise.all([
      say(customer, conversation.id, "one"),
      say(customer, conversation.id, "two"),
    ]);
    const input = { messageId: source.id, conversationId: conversation.id, id: uuidv7() };
    await forwardMessage(customer, input);
    const conflict = { code: "conflict" };
    await expect(forwardMessage(customer, { ...input, messageId: other.id })).rejects.toMatchObject(conflict);
    await expect(forwardMessage(seller, input)).rejects.toMatchObject(conflict);
    await expect(forwardMessage(customer, { ...input, id: other.id })).rejects.toMatchObject(conflict);
  });
});

describe("a batch", () => {
  it("loses one message that the database cannot hold, and stores the rest in order", async () => {
    const { customer, conversation } = await makeScene();
    const store = (payload: Record<string, unknown> | null, text = "fine") =>
      storeMessage({
        id: uuidv7(),
        conversationId: conversation.id,
        senderId: customer.userId,
        type: "TEXT",
        text,
        payload,
        replyToId: null,
      });
    const answers = await Promise.allSettled([
      store(null, "one"),
      store({ note: "null \0 character" }),
      store(null, "two"),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    const { data } = await listChanges(customer, { conversationId: conversation.id, since: 0 });
    expect(data.messages.map(({ text }) => text)).toEqual(["one", "two"]);
  });
});
