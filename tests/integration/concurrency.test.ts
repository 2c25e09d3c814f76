// Many people, devices and nodes at the same instant, without deadlocks, duplicates or losses.
import { describe, expect, it } from "vitest";
import type { Actor } from "../../lib/contract/actor";
import type { Message } from "../../lib/contract/entities";
import { uuidv7 } from "../../lib/contract/uuid";
import { prisma } from "../../lib/server/db";
import type { Asked } from "../helpers/acts";
import {
  codesOf,
  expectToldOnce,
  makeCrowd,
  messagesOf,
  raise,
  sending,
  sorted,
  upTo,
  watchSoundness,
} from "../helpers/crowd";
import { testDatabase } from "../helpers/database";
import { startNodes } from "../helpers/nodes";
import { makeListing, makeScene, makeUser, say } from "../helpers/people";

const base = testDatabase();
const nodes = startNodes(3, () => base.options);
const onEachNode = <T>(make: (node: number) => T): T[] =>
  Array.from({ length: nodes.count }, (_, node) => make(node));
const expectSound = watchSoundness();

describe("writers of one conversation", () => {
  it("have all their messages stored, each in their own order", async () => {
    const { customer, seller, conversation } = await makeScene();
    const dictated = await Promise.all(
      upTo(64).map(async (writer) => {
        const actor = writer % 2 ? customer : seller;
        const seqs: number[] = [];
        for (const line of upTo(5)) seqs.push((await say(actor, conversation.id, `${writer}.${line}`)).seq);
        return seqs;
      }),
    );
    for (const seqs of dictated) expect(seqs).toEqual(sorted(seqs));
    expect(sorted(dictated.flat())).toEqual(upTo(320));
    await expectSound([conversation.id], [customer, seller]);
  });

  it("on one node keep the order of their sends without waiting", async () => {
    const { customer, conversation } = await makeScene();
    const asked = upTo(700).map((line) => say(customer, conversation.id, `line ${line}`));
    expect((await Promise.all(asked)).map(({ seq }) => seq)).toEqual(upTo(700));
  });

  it("on several nodes get numbers without gaps and times that never decrease", async () => {
    const { customer, seller, conversation } = await makeScene();
    const { answered, facts } = await nodes.run(
      onEachNode((node) =>
        upTo(60).map((line) => sending(line % 3 ? customer : seller, conversation.id, `${node}.${line}`)),
      ),
    );
    for (const each of answered) {
      const seqs = messagesOf(each).map(({ seq }) => seq);
      expect(seqs).toEqual(sorted(seqs));
    }
    expect(sorted(messagesOf(answered.flat()).map(({ seq }) => seq))).toEqual(upTo(60 * nodes.count));
    expectToldOnce(facts, conversation.id, [customer, seller], 60 * nodes.count);
    await expectSound([conversation.id], [customer, seller]);
  });
});

describe("an id", () => {
  it("sent from every node at the same instant is one message, announced once to everyone", async () => {
    const { customer, seller, conversation } = await makeScene();
    const ids = upTo(40).map(() => uuidv7());
    const { answered, facts } = await nodes.run(
      onEachNode((node) =>
        (node % 2 ? [...ids].reverse() : ids).map((id) => sending(customer, conversation.id, id, id)),
      ),
    );
    expect(codesOf(answered.flat())).toEqual([]);
    for (const id of ids) {
      const answers = messagesOf(answered.flat()).filter((message) => message.id === id);
      expect(answers.length).toBe(nodes.count);
      for (const answer of answers) expect(answer).toEqual(answers[0]);
    }
    expectToldOnce(facts, conversation.id, [customer, seller], ids.length);
    const [look] = await expectSound([conversation.id], [customer, seller]);
    expect(look?.row.seq).toBe(ids.length);
  });

  it("with different texts on every node stores one of them, and returns a conflict to the others", async () => {
    const { customer, seller, conversation } = await makeScene();
    const ids = upTo(30).map(() => uuidv7());
    const { answered } = await nodes.run(
      onEachNode((node) =>
        ids.map((id) => sending(node % 2 ? customer : seller, conversation.id, `by ${node}`, id)),
      ),
    );
    for (const [index, id] of ids.entries()) {
      const answers = answered.flatMap((each) => each.slice(index, index + 1));
      expect(messagesOf(answers).map((message) => message.id)).toEqual([id]);
      expect(codesOf(answers)).toEqual(Array(nodes.count - 1).fill("conflict"));
    }
    await expectSound([conversation.id], [customer, seller]);
  });

  it("in a different conversation on every node is stored in one of them, without deadlocks", async () => {
    const scenes = await Promise.all(onEachNode(() => makeScene()));
    for (let round = 0; round < 8; round++) {
      const ids = upTo(200).map(() => uuidv7());
      const { answered } = await nodes.run(
        onEachNode((node) => {
          const asked = ids.map((id, index) => {
            // In every second round each node uses one conversation, so that the conversation's lock does not serialise
            // the nodes.
            const turn = round % 2 ? index + node : node;
            const { customer, conversation } = scenes[turn % scenes.length] ?? raise();
            return sending(customer, conversation.id, "here?", id);
          });
          return node % 2 ? asked.reverse() : asked;
        }),
      );
      const stored = messagesOf(answered.flat()).map(({ id }) => id);
      expect([...stored].sort()).toEqual([...ids].sort());
      expect(new Set(codesOf(answered.flat()))).toEqual(new Set(["conflict"]));
    }
    await expectSound(
      scenes.map(({ conversation }) => conversation.id),
      scenes.flatMap(({ customer, seller }) => [customer, seller]),
    );
  });
});

describe("overlapping conversations", () => {
  it("accept sends, reads, edits and settings from every node at once", async () => {
    const { people, places } = await makeCrowd();
    const first = await nodes.run([places.map(({ id, members }) => sending(members[0], id, "first"))]);
    const openers = messagesOf(first.answered.flat());
    const facts = [...first.facts];
    for (let round = 0; round < 4; round++) {
      const told = await nodes.run(
        onEachNode((node) => places.flatMap((place, index) => busy(place, index + node + round, openers))),
      );
      expect(codesOf(told.answered.flat())).toEqual([]);
      facts.push(...told.facts);
    }
    const looks = await expectSound(
      places.map(({ id }) => id),
      people,
    );
    for (const [index, { row }] of looks.entries())
      expectToldOnce(facts, row.id, places[index]?.members ?? [], row.rev);
  });

  function busy(
    { id, members }: { id: string; members: [Actor, Actor] },
    turn: number,
    openers: Message[],
  ): Asked[] {
    const [one, other] = turn % 2 ? members : [members[1], members[0]];
    const opener = openers.find(({ conversationId }) => conversationId === id) ?? raise();
    return [
      sending(one, id, `turn ${turn}`),
      { act: "read", actor: other, input: { conversationId: id, seq: turn * 9 } },
      sending(other, id, `answer ${turn}`),
      { act: "delivered", actor: one, input: { conversationId: id, seq: 1_000 } },
      { act: "edit", actor: members[0], input: { messageId: opener.id, text: uuidv7() } },
      {
        act: "update",
        actor: members[1],
        input: { conversationId: id, tags: [uuidv7()], pinned: turn % 3 === 0 },
      },
      { act: "read", actor: one, input: { conversationId: id, seq: turn * 11 } },
      { act: "react", actor: other, input: { messageId: opener.id, emoji: turn % 2 ? "👍" : "❤️" } },
      sending(one, id, `so ${turn}`),
    ];
  }

  it("are read up to the highest watermark of any device", async () => {
    const { customer, seller, conversation } = await makeScene();
    const conversationId = conversation.id;
    await Promise.all(upTo(50).map((line) => say(customer, conversationId, `${line}`)));
    await nodes.run(
      onEachNode((node) =>
        upTo(40).map((seq) => ({
          act: "read",
          actor: seller,
          input: { conversationId, seq: (seq * 7 + node) % 47 },
        })),
      ),
    );
    const [look] = await expectSound([conversationId], [customer, seller]);
    const reader = look?.row.members.find(({ userId }) => userId === seller.userId);
    expect(reader).toMatchObject({ readSeq: 46, deliveredSeq: 46, unread: 4 });
  });
});

describe("opening", () => {
  it("a conversation fifty times at once, by both sides and with first messages, creates one that holds all of them", async () => {
    const [customer, seller] = await Promise.all([makeUser("CUSTOMER"), makeUser("SELLER")]);
    await prisma().user.update({ where: { id: customer.userId }, data: { invitedById: seller.userId } });
    const listingId = await makeListing(seller);
    const shared = uuidv7();
    const open = (index: number): Asked => {
      const id = index % 5 === 0 ? shared : uuidv7();
      const text = id === shared ? "Hello" : `Hello ${index}`;
      const isCustomer = index % 5 === 0 || index % 2 === 0;
      const message = index % 3 === 1 && id !== shared ? undefined : { id, type: "TEXT" as const, text };
      return isCustomer
        ? { act: "open", actor: customer, input: { listingId, message } }
        : { act: "open", actor: seller, input: { listingId, customerId: customer.userId, message } };
    };
    const { answered } = await nodes.run(
      onEachNode((node) => upTo(13).map((index) => open(node * 13 + index))),
    );
    expect(codesOf(answered.flat())).toEqual([]);
    const opened = answered
      .flat()
      .flatMap((each) => ("data" in each && "created" in each.data ? [each.data] : []));
    expect(opened.length).toBe(13 * nodes.count);
    expect(opened.filter(({ created }) => created).length).toBe(1);
    const ids = [...new Set(opened.map(({ conversation }) => conversation.id))];
    expect(ids.length).toBe(1);
    const [look] = await expectSound(ids, [customer, seller]);
    const firstWords = new Set(opened.flatMap(({ message }) => (message ? [message.id] : [])));
    expect(firstWords).toContain(shared);
    expect(look?.messages.map(({ id }) => id).sort()).toEqual([...firstWords].sort());
    expect(look?.row.members.length).toBe(2);
  });
});

describe("closing", () => {
  /** The closing change has a revision, and every stored message has an earlier one. */
  async function closeWhileSending(
    close: (people: { customer: Actor; seller: Actor }, conversationId: string) => Asked,
    status: string,
  ) {
    let stored = 0;
    let refused = 0;
    // The order depends on the machine, so the rounds go on until both orders have occurred.
    const isShown = () => stored > 0 && refused > 0;
    for (let round = 0; round < 6 || (!isShown() && round < 60); round++) {
      const { customer, seller, conversation } = await makeScene();
      const talk = (node: number) =>
        upTo(8).map((line) => sending(line % 2 ? customer : seller, conversation.id, `${node}.${line}`));
      const { answered, facts } = await nodes.run(
        onEachNode((node) =>
          node === round % nodes.count
            ? [...talk(node).slice(0, round), close({ customer, seller }, conversation.id), ...talk(node)]
            : talk(node),
        ),
      );
      expect(new Set(codesOf(answered.flat()))).toEqual(
        new Set(codesOf(answered.flat()).length ? ["blocked"] : []),
      );
      const [look] = await expectSound([conversation.id], [customer, seller]);
      const messages = messagesOf(answered.flat());
      expect(look?.messages.map(({ id }) => id).sort()).toEqual(messages.map(({ id }) => id).sort());
      const closing = facts.find(
        (fact) => fact.name === "conversation:changed" && fact.payload.conversation.status === status,
      );
      if (closing?.name !== "conversation:changed") throw new Error("Nobody was told.");
      for (const { rev } of messages) expect(rev).toBeLessThan(closing.payload.rev);
      expect(look?.row).toMatchObject({ status, rev: closing.payload.rev });
      const after = await nodes.run(onEachNode(talk));
      expect(codesOf(after.answered.flat())).toEqual(Array(8 * nodes.count).fill("blocked"));
      stored += messages.length;
      refused += codesOf(answered.flat()).length;
    }
    expect(isShown()).toBe(true);
  }

  it("by a block stops every node at the same revision", () =>
    closeWhileSending(
      ({ customer }, conversationId) => ({ act: "block", actor: customer, input: { conversationId } }),
      "BLOCKED",
    ));

  it("by ending it stops every node at the same revision", () =>
    closeWhileSending(
      ({ seller }, conversationId) => ({
        act: "update",
        actor: seller,
        input: { conversationId, status: "ENDED" },
      }),
      "ENDED",
    ));

  it("by archiving lasts until the next message", async () => {
    const { customer, seller, conversation } = await makeScene();
    const conversationId = conversation.id;
    for (let round = 0; round < 5; round++) {
      const { answered, facts } = await nodes.run(
        onEachNode((node) =>
          node === 0
            ? [{ act: "update", actor: seller, input: { conversationId, status: "ARCHIVED" } }]
            : [sending(customer, conversationId, `${round}.${node}`)],
        ),
      );
      expect(codesOf(answered.flat())).toEqual([]);
      const archived = facts.find((fact) => fact.name === "conversation:changed");
      const [look] = await expectSound([conversationId], [customer, seller]);
      const isLast = archived?.name === "conversation:changed" && archived.payload.rev === look?.row.rev;
      expect(look?.row.status).toBe(isLast ? "ARCHIVED" : "ACTIVE");
    }
  });
});
