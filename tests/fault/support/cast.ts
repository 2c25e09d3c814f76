// The participants of a fault test: pairs of people who write to each other, each with a recording client, and the
// final check of all that they wrote.
import { expect, onTestFinished } from "vitest";
import type { Actor } from "../../../lib/contract/actor";
import { openConversation } from "../../../lib/domain/conversation/open-conversation";
import { use } from "../../../lib/server/slot";
import { tokenOf } from "../../helpers/api";
import { brokenInvariants } from "../../helpers/invariants";
import { makeListing, makeUser } from "../../helpers/people";
import { judge } from "./checker";
import { Recorder, type RecorderOptions } from "./recorder";
import { pause } from "./signal";
import { readStored } from "./stored";

export type Place = { client: Recorder; conversationId: string };
export type Cast = {
  clients: Recorder[];
  /** Pairs each client with each of its conversations. */
  places: Place[];
  conversationIds: string[];
};

type Options = {
  urls: () => readonly string[];
  pairs: number;
  /** Options for each client, by its index. */
  ways?: (index: number) => Partial<RecorderOptions>;
};

/**
 * Puts customers and sellers around a table. Each talks with both neighbours, so that every conversation has strangers
 * who are members elsewhere. The first customer has two devices.
 */
export async function makeCast({ urls, pairs, ways = () => ({}) }: Options): Promise<Cast> {
  const people = await Promise.all(
    Array.from({ length: pairs * 2 }, (_, index) => makeUser(index % 2 ? "SELLER" : "CUSTOMER")),
  );
  const follows = new Map<string, string[]>(people.map(({ userId }) => [userId, []]));
  for (const [index, seller] of people.entries()) {
    if (index % 2 === 0) continue;
    for (const neighbour of new Set([index - 1, (index + 1) % people.length])) {
      const customer = people[neighbour] as Actor;
      const listingId = await makeListing(seller);
      const { data } = await openConversation(customer, { listingId });
      for (const { userId } of [customer, seller]) follows.get(userId)?.push(data.conversation.id);
    }
  }
  const devices = [...people, people[0] as Actor];
  const clients = devices.map((actor, index) => {
    const name = index < people.length ? actor.name : `${actor.name}'s phone`;
    const { userId } = actor;
    const own = { name, userId, token: tokenOf(actor), urls, follows: follows.get(userId) ?? [] };
    return new Recorder({ ...own, ...ways(index) });
  });
  onTestFinished(() => {
    for (const client of clients) client.close();
  });
  const cast = {
    clients,
    places: clients.flatMap((client) =>
      (follows.get(client.history.userId) ?? []).map((conversationId) => ({ client, conversationId })),
    ),
    conversationIds: [...new Set([...follows.values()].flat())],
  };
  await Promise.all(clients.map((client) => client.start()));
  return cast;
}

export type Load = { readonly acknowledged: number; stop(): Promise<void> };

/** After every fifth message, a client makes a change that only its own person sees. */
const ownChangeEvery = 5;

/**
 * Each client writes in all its conversations, one message after the other, until stopped. Then waits until each
 * message is acknowledged or refused.
 */
export function startLoad({ clients, places }: Cast, everyMs: number): Load {
  let isOver = false;
  const loops = places.map(async ({ client, conversationId }, place) => {
    for (let count = 1; !isOver; count++) {
      await client.send(conversationId, `${client.history.name} says ${count} at ${place}`);
      const change = { conversationId, archived: count % 2 === 0 };
      // The call may fail. All clients of this person have to converge to what is stored.
      if (count % ownChangeEvery === 0) await client.call("conversation:update", change).catch(() => null);
      await pause(everyMs);
    }
  });
  return {
    get acknowledged() {
      return clients.reduce((sum, { history }) => sum + history.acknowledged.length, 0);
    },
    async stop() {
      isOver = true;
      await Promise.all(loops);
    },
  };
}

/** Waits until all facts on their way have arrived. */
const convergeMs = 15_000;
const lookEveryMs = 100;

/** Checks that every promise holds, and that every client is complete without a forced sync. */
export async function expectSound({ clients, conversationIds }: Cast): Promise<void> {
  await Promise.all(clients.map((client) => client.settled()));
  const histories = clients.map(({ history }) => history);
  const userIds = histories.map(({ userId }) => userId);
  const verdict = async () => {
    await Promise.all(clients.map((client) => client.lookBack()));
    const stored = await readStored(conversationIds, userIds);
    expect(stored.conversations.length).toBe(conversationIds.length);
    return judge({ clients: histories, stored });
  };
  await expectInTheEnd(verdict);
  for (const { name, told } of histories) expect(told.length, `what ${name} was told`).toBeGreaterThan(0);
  expect(await brokenInvariants(use("database").pool)).toEqual({});
}

/** Checks repeatedly until there are no violations. */
export async function expectInTheEnd(verdict: () => Promise<string[]>): Promise<void> {
  const lastLookMs = performance.now() + convergeMs;
  let problems = await verdict();
  while (problems.length > 0 && performance.now() < lastLookMs) {
    await pause(lookEveryMs);
    problems = await verdict();
  }
  expect(problems).toEqual([]);
}

/** Checks that every message was stored in the end: a client that retries as the contract says never sees a failure. */
export function expectNothingRefused({ clients }: Cast): void {
  for (const { history } of clients) {
    expect(history.refused).toEqual([]);
    expect(history.acknowledged.length).toBe(history.sent.length);
  }
}
