// Shared parts of tests with several nodes: the users, the commands, and the final checks.
import { beforeEach, expect } from "vitest";
import type { Actor } from "../../lib/contract/actor";
import type { Message } from "../../lib/contract/entities";
import type { Fact } from "../../lib/contract/facts";
import { uuidv7 } from "../../lib/contract/uuid";
import { openConversation } from "../../lib/domain/conversation/open-conversation";
import type { Answered, AnyData, Asked } from "./acts";
import { deadlocksSoFar, expectSoundLog, expectSoundSums } from "./history/invariants";
import { type Snapshot, takeSnapshot } from "./history/snapshot";
import { makeListing, makeUser } from "./people";

export const sending = (actor: Actor, conversationId: string, text: string, id = uuidv7()): Asked => ({
  act: "send",
  actor,
  input: { conversationId, id, type: "TEXT", text },
});

export const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
export const sorted = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b);

export function messagesOf(answered: readonly Answered[]): Message[] {
  const isSent = (data: AnyData): data is { message: Message } => "message" in data && data.message !== null;
  return answered.flatMap((each) => ("data" in each && isSent(each.data) ? [each.data.message] : []));
}

export const codesOf = (answered: readonly Answered[]) =>
  answered.flatMap((each) => ("data" in each ? [] : ["code" in each ? each.code : each.thrown]));

/** Each revision is announced once to each of these users, by any of the nodes. */
export function expectToldOnce(
  facts: readonly Fact[],
  conversationId: string,
  people: readonly Actor[],
  rev: number,
) {
  for (const { userId } of people) {
    const revs = facts.flatMap(({ to, payload }) =>
      "rev" in payload &&
      !("isOwn" in payload) &&
      "conversationId" in payload &&
      payload.conversationId === conversationId &&
      "users" in to &&
      to.users.includes(userId)
        ? [payload.rev]
        : [],
    );
    expect(sorted(revs)).toEqual(upTo(rev));
  }
}

/** Checks that all counters are right, and that there was no deadlock since the beginning of the test. */
export function watchSoundness() {
  let deadlocksBefore = 0;
  beforeEach(async () => {
    deadlocksBefore = await deadlocksSoFar();
  });
  return async (conversationIds: readonly string[], people: readonly Actor[]): Promise<Snapshot[]> => {
    const looks = await Promise.all(conversationIds.map(takeSnapshot));
    for (const look of looks) expectSoundLog(look);
    await expectSoundSums(people.map(({ userId }) => userId));
    expect((await deadlocksSoFar()) - deadlocksBefore).toBe(0);
    return looks;
  };
}

/** Three customers, each in a conversation with each of two sellers. */
export async function makeCrowd(): Promise<{ people: Actor[]; places: Place[] }> {
  const [customers, sellers] = await Promise.all([
    Promise.all(upTo(3).map(() => makeUser("CUSTOMER"))),
    Promise.all(upTo(2).map(() => makeUser("SELLER"))),
  ]);
  const places: Place[] = [];
  for (const seller of sellers) {
    const listingId = await makeListing(seller);
    for (const customer of customers) {
      const { data } = await openConversation(customer, { listingId });
      places.push({ id: data.conversation.id, members: [customer, seller] });
    }
  }
  return { people: [...customers, ...sellers], places };
}

export type Place = { id: string; members: [Actor, Actor] };

export function raise(): never {
  throw new Error("There is nothing to pick from.");
}
