// The users and conversations of one random history, and all answers and facts of its run.
import { expect } from "vitest";
import type { Actor } from "../../../lib/contract/actor";
import type { Message } from "../../../lib/contract/entities";
import { isAppError } from "../../../lib/contract/errors";
import type { Fact } from "../../../lib/contract/facts";
import type { Answer } from "../../../lib/contract/outcome";
import { openConversation } from "../../../lib/domain/conversation/open-conversation";
import { prisma } from "../../../lib/server/db";
import { makeListing, makeUser } from "../people";
import type { Snapshot } from "./snapshot";

export type Place = { id: string; members: Actor[]; customer: Actor; seller: Actor };

export type Sending = {
  actor: Actor;
  conversationId: string;
  id: string;
  text: string;
  replyToId: string | null;
};

export type World = {
  people: Actor[];
  places: Place[];
  /** Every message that a user tried to send, with any answer. */
  sendings: Sending[];
  /** The answers for stored messages, newest last. */
  acknowledged: Map<string, Message>;
  /** All facts in the order of the answers. */
  told: Fact[];
  snapshots: Snapshot[];
};

export type ConversationFact = Extract<Fact, { payload: { conversationId: string } }>;

export const isAbout =
  (conversationId: string) =>
  (fact: Fact): fact is ConversationFact =>
    "conversationId" in fact.payload && fact.payload.conversationId === conversationId;

export const usersOf = ({ to }: Fact): readonly string[] => ("users" in to ? to.users : []);

/** Two customers, two sellers and an admin in four conversations with crosswise members, and a stranger to all. */
export async function makeWorld(): Promise<World> {
  const [ann, bob, kim, lee, admin, stranger] = await Promise.all([
    makeUser("CUSTOMER", "Ann"),
    makeUser("CUSTOMER", "Bob"),
    makeUser("SELLER", "Kim"),
    makeUser("SELLER", "Lee"),
    makeUser("ADMIN", "Adam"),
    makeUser("CUSTOMER", "Sam"),
  ]);
  const [kims, lees] = await Promise.all([makeListing(kim), makeListing(lee)]);
  const opened = await Promise.all([
    openConversation(ann, { listingId: kims }),
    openConversation(ann, { listingId: lees }),
    openConversation(bob, { listingId: kims }),
    openConversation(ann, { sellerId: kim.userId }),
  ]);
  const pairs = [
    [ann, kim],
    [ann, lee],
    [bob, kim],
    [ann, kim],
  ] as const;
  const places = opened.map(({ data }, index) => {
    const [customer, seller] = pairs[index] ?? [ann, kim];
    return { id: data.conversation.id, customer, seller, members: [customer, seller] };
  });
  const supervised = places[2];
  if (supervised) {
    await prisma().member.create({
      data: { conversationId: supervised.id, userId: admin.userId, role: "ADMIN" },
    });
    supervised.members.push(admin);
  }
  return {
    people: [ann, bob, kim, lee, admin, stranger],
    places,
    sendings: [],
    acknowledged: new Map(),
    told: [],
    snapshots: [],
  };
}

export const isMember = ({ members }: Place, { userId }: Actor) =>
  members.some((member) => member.userId === userId);

/** Runs a command and keeps its facts. Returns the error's code when it was refused. */
export async function attempt<D>(
  world: World,
  command: () => Promise<Answer<D>>,
): Promise<{ data: D } | { refused: string }> {
  try {
    const { data, facts = [] } = await command();
    world.told.push(...facts);
    return { data };
  } catch (error) {
    if (!isAppError(error)) throw error;
    expect(["not_found", "forbidden", "blocked", "conflict"]).toContain(error.code);
    return { refused: error.code };
  }
}
