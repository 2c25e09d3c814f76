// Messages stored in one transaction with other changes: one numbering, one commit, and system messages.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { AppError } from "../../lib/contract/errors";
import { getConversation } from "../../lib/domain/conversation/get-conversation";
import { listChanges } from "../../lib/domain/conversation/list-changes";
import { readConversation } from "../../lib/domain/conversation/move-watermark";
import { updateConversation } from "../../lib/domain/conversation/update-conversation";
import { editMessage } from "../../lib/domain/message/edit-message";
import { listMessages } from "../../lib/domain/message/list-messages";
import type { Outgoing } from "../../lib/domain/message/send-batch";
import { sendMessage, storeMessage } from "../../lib/domain/message/send-message";
import { storeTogether } from "../../lib/domain/message/store-together";
import { systemMessage } from "../../lib/domain/message/system-message";
import { searchMessages } from "../../lib/domain/search/search-messages";
import { type Connection, rows } from "../../lib/server/db";
import { testDatabase } from "../helpers/database";
import { brokenInvariants } from "../helpers/invariants";
import { queuedJobs } from "../helpers/jobs";
import { makeScene, makeUser, type Scene, say } from "../helpers/people";

const database = testDatabase();

const outgoing = ({ conversation, customer }: Scene, text: string, id: string = randomUUID()): Outgoing => ({
  id,
  conversationId: conversation.id,
  senderId: customer.userId,
  type: "TEXT",
  text,
  payload: null,
  replyToId: null,
});

const messagesIn = async ({ customer, conversation }: Scene) =>
  (await listMessages(customer, { conversationId: conversation.id, limit: 200 })).data.items;
const setPhone = { name: "", text: 'UPDATE "User" SET phone = $2 WHERE id = $1' };
const phoneOf = async (id: string) => {
  const find = { name: "", text: 'SELECT phone FROM "User" WHERE id = $1' };
  return (await rows<{ phone: string | null }>(find, [id]))[0]?.phone;
};
const openOffer = {
  name: "",
  text: `INSERT INTO "Offer" ("messageId", "conversationId", "proposerId", "amountMinor", currency, "expiresAt")
         VALUES ($1, $2, $3, 100, 'EUR', now())`,
};
const offer = (connection: Connection, { id, conversationId, senderId }: Outgoing) =>
  rows(openOffer, [id, conversationId, senderId], connection);
const taken = () => new AppError("conflict", "There is an open offer already.");

describe("a message that is stored with other changes", () => {
  it("is stored with them, announced after the commit, and enqueues its jobs", async () => {
    const scene = await makeScene();
    const { customer, seller, conversation } = scene;
    const job = {
      name: "away-message:answer" as const,
      payload: { conversationId: conversation.id, sellerId: seller.userId, period: "together" },
      key: `together ${conversation.id}`,
    };
    const { message, data, facts } = await storeTogether({
      before: async () => ({ outgoing: outgoing(scene, "with a change") }),
      also: async (connection, _prepared, stored) => {
        await rows(setPhone, [customer.userId, "+1"], connection);
        return { data: stored?.seq, jobs: [job] };
      },
    });
    expect(message).toMatchObject({ seq: 1, rev: 1, text: "with a change", senderName: customer.name });
    expect(data).toBe(1);
    expect(await phoneOf(customer.userId)).toBe("+1");
    expect((await queuedJobs("away-message:answer")).filter(({ key }) => key === job.key)).toHaveLength(1);
    const sent = facts.flatMap((fact) => (fact.name === "message:sent" ? [fact] : []));
    expect(sent.map(({ to }) => to)).toEqual(
      expect.arrayContaining([{ users: [customer.userId] }, { users: [seller.userId] }]),
    );
    for (const { to, payload } of sent) {
      const viewer = "users" in to && to.users[0] === seller.userId ? seller : customer;
      expect(payload.conversation).toEqual(
        (await getConversation(viewer, { conversationId: conversation.id })).data.conversation,
      );
    }
    expect(await brokenInvariants(database.database.pool)).toEqual({});
  });

  it("is not stored when the other change fails", async () => {
    const scene = await makeScene();
    const failing = storeTogether({
      before: async () => ({ outgoing: outgoing(scene, "in vain") }),
      also: async (connection) => {
        await rows(setPhone, [scene.customer.userId, "+2"], connection);
        throw new AppError("conflict", "No.");
      },
    });
    await expect(failing).rejects.toMatchObject({ code: "conflict" });
    expect(await messagesIn(scene)).toEqual([]);
    expect(await phoneOf(scene.customer.userId)).toBeNull();
    expect(await brokenInvariants(database.database.pool)).toEqual({});
  });

  it("is refused like any other message", async () => {
    const scene = await makeScene();
    const stranger = await makeUser("CUSTOMER");
    const store = (message: Outgoing) =>
      storeTogether({ before: async () => ({ outgoing: message }), also: async () => ({ data: true }) });
    const foreign = { ...outgoing(scene, "not mine"), senderId: stranger.userId };
    await expect(store(foreign)).rejects.toMatchObject({ code: "not_found" });
    await updateConversation(scene.seller, { conversationId: scene.conversation.id, status: "ENDED" });
    await expect(store(outgoing(scene, "too late"))).rejects.toMatchObject({ code: "blocked" });
  });

  it("makes its changes once, for any number of concurrent attempts on any node", async () => {
    const scene = await makeScene();
    const message = outgoing(scene, "the same");
    const once = () =>
      storeTogether({
        before: async () => ({ outgoing: message }),
        also: async (connection) => {
          await offer(connection, message);
          return { data: "made" };
        },
      });
    const all = await Promise.all(Array.from({ length: 6 }, once));
    all.push(await once());
    expect(all.filter(({ data }) => data === "made")).toHaveLength(1);
    for (const { message: stored } of all) expect(stored).toMatchObject({ id: message.id, seq: 1 });
    expect(all.at(-1)?.facts.map(({ name }) => name)).toEqual(["sync:required"]);
    expect(await messagesIn(scene)).toHaveLength(1);
  });

  it("turns a unique violation into the caller's error and does not retry", async () => {
    const scene = await makeScene();
    let tries = 0;
    const propose = () => {
      const message = outgoing(scene, "an offer");
      return storeTogether({
        before: async () => ({ outgoing: message }),
        also: async (connection) => {
          tries++;
          await offer(connection, message);
          return { data: null };
        },
        answers: { Offer_one_open_key: taken },
      });
    };
    await propose();
    await expect(propose()).rejects.toMatchObject({ code: "conflict", message: taken().message });
    expect(tries).toBe(2);
    expect(await messagesIn(scene)).toHaveLength(1);
  });

  it("shares one order with the messages of the batch", async () => {
    const scene = await makeScene();
    const { customer, seller, conversation } = scene;
    const rounds = 12;
    const facts: { rev: number; id: string; to: string }[] = [];
    const note = (told: readonly { name: string; to: object; payload: object }[] = []) => {
      for (const fact of told) {
        if (fact.name !== "message:sent") continue;
        const { rev, message } = fact.payload as { rev: number; message: { id: string } };
        facts.push({ rev, id: message.id, to: JSON.stringify(fact.to) });
      }
    };
    // Each sender waits for their own message, as clients do.
    const batched = async (who: typeof customer, name: string) => {
      for (let index = 0; index < rounds; index++) {
        const message = { ...outgoing(scene, `${name} ${index}`), senderId: who.userId };
        note((await storeMessage(message)).facts);
      }
    };
    const together = async (name: string) => {
      for (let index = 0; index < rounds; index++) {
        const plan = {
          before: async () => ({ outgoing: outgoing(scene, `${name} ${index}`) }),
          also: async (connection: Connection) => {
            await rows(setPhone, [seller.userId, `${name} ${index}`], connection);
            return { data: null };
          },
        };
        note((await storeTogether(plan)).facts);
      }
    };
    await Promise.all([
      batched(customer, "a"),
      batched(seller, "b"),
      together("c"),
      together("d"),
      readConversation(seller, { conversationId: conversation.id, seq: 5 }),
    ]);
    const messages = await messagesIn(scene);
    expect(messages.map(({ seq }) => seq)).toEqual(
      Array.from({ length: rounds * 4 }, (_, index) => index + 1),
    );
    for (const name of ["a", "b", "c", "d"]) {
      const own = messages.flatMap(({ text }) => (text?.startsWith(name) ? [text] : []));
      expect(own).toEqual(Array.from({ length: rounds }, (_, index) => `${name} ${index}`));
    }
    const stored = new Map(messages.map(({ id, rev }) => [id, rev]));
    expect(facts).toHaveLength(rounds * 4 * 2);
    for (const { id, rev } of facts) expect(stored.get(id)).toBe(rev);
    expect(new Set(facts.map(({ rev, to }) => `${rev} ${to}`)).size).toBe(facts.length);
    expect(await brokenInvariants(database.database.pool)).toEqual({});
  });
});

it("a unique key other than the message's id is no race of the batch, which does not retry", async () => {
  const scene = await makeScene();
  const { pool } = database.database;
  await pool.query(`
    CREATE SEQUENCE tries;
    CREATE FUNCTION count_try() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('tries'); RETURN NEW; END $$;
    CREATE TRIGGER count_try BEFORE INSERT ON "Message" FOR EACH ROW WHEN (NEW.text = 'only once') EXECUTE FUNCTION count_try();
    CREATE UNIQUE INDEX "Message_only_once" ON "Message" (text) WHERE text = 'only once'`);
  await say(scene.customer, scene.conversation.id, "only once");
  await expect(say(scene.customer, scene.conversation.id, "only once")).rejects.toMatchObject({
    code: "23505",
  });
  const { rows: found } = await pool.query<{ tries: number }>("SELECT last_value AS tries FROM tries");
  expect(Number(found[0]?.tries)).toBe(2);
  await pool.query('DROP INDEX "Message_only_once"; DROP TRIGGER count_try ON "Message"');
});

describe("a system message", () => {
  const end = (who: Scene["seller"], { conversation }: Scene) =>
    updateConversation(who, { conversationId: conversation.id, status: "ENDED" });

  it("tells both members in the same commit, once, that a moderator has ended their conversation", async () => {
    const scene = await makeScene();
    const { customer, seller, conversation } = scene;
    const admin = await makeUser("ADMIN");
    await say(customer, conversation.id, "Hello?");
    const { data, facts } = await end(admin, scene);
    expect(data.conversation).toMatchObject({ status: "ENDED", seq: 2, rev: 3 });
    const names = facts?.map(({ name }) => name) ?? [];
    expect(names.indexOf("message:sent")).toBeLessThan(names.indexOf("conversation:changed"));
    const [, message] = await messagesIn(scene);
    expect(message).toMatchObject({
      seq: 2,
      senderId: null,
      senderRole: "SYSTEM",
      type: "SYSTEM",
      payload: { event: "conversation:ended" },
    });
    for (const [who, unread] of [
      [customer, 1],
      [seller, 2],
    ] as const) {
      const { conversation: row } = (await getConversation(who, { conversationId: conversation.id })).data;
      expect(row).toMatchObject({
        unread,
        lastMessage: {
          id: message?.id,
          senderId: null,
          type: "SYSTEM",
          payload: { event: "conversation:ended" },
        },
      });
    }
    const { facts: again } = await end(admin, scene);
    expect(again ?? []).toEqual([]);
    expect(await messagesIn(scene)).toHaveLength(2);
    expect(await brokenInvariants(database.database.pool)).toEqual({});
  });

  it("is not written when a member ends the conversation, or when it has no messages", async () => {
    const [own, empty] = [await makeScene(), await makeScene()];
    await say(own.customer, own.conversation.id, "Hello?");
    await end(own.seller, own);
    expect(await messagesIn(own)).toHaveLength(1);
    await end(await makeUser("ADMIN"), empty);
    expect(await messagesIn(empty)).toEqual([]);
  });

  it("is stored once by its id, even in a closed conversation, and is synced, read, quoted and found", async () => {
    const scene = await makeScene();
    const { customer, seller, conversation } = scene;
    const conversationId = conversation.id;
    await say(customer, conversationId, "Hello?");
    const message = systemMessage(conversationId, "conversation:ended");
    const quote = {
      id: randomUUID(),
      conversationId,
      type: "TEXT" as const,
      text: "Why?",
      replyToId: message.id,
    };
    await storeMessage(message);
    await storeMessage(message);
    const { data } = await sendMessage(customer, quote);
    expect(data.message.replyTo).toMatchObject({
      id: message.id,
      senderName: "Parley",
      preview: message.text,
    });
    await end(seller, scene);
    const late = { ...systemMessage(conversationId, "conversation:ended"), text: "A late word" };
    expect((await storeMessage(late)).data.message.seq).toBe(4);
    const changes = (await listChanges(customer, { conversationId, since: 1 })).data.messages;
    expect(changes.map(({ senderId }) => senderId)).toEqual([null, customer.userId, null]);
    expect((await readConversation(customer, { conversationId, seq: 4 })).data.unread).toBe(0);
    const found = (await searchMessages(seller, { q: "late word", conversationId })).data.items;
    expect(found.map((item) => [item.message.id, item.message.senderName])).toEqual([[late.id, "Parley"]]);
    await expect(editMessage(seller, { messageId: late.id, text: "Mine" })).rejects.toMatchObject({
      code: "forbidden",
    });
    const other = { ...late, text: "Other words" };
    await expect(storeMessage(other)).rejects.toMatchObject({ code: "conflict" });
    expect(await brokenInvariants(database.database.pool)).toEqual({});
  });
});
