// Random histories: several people and devices act at once, and the invariants are checked repeatedly. A failing run
// prints its seed; set PARLEY_SEED to repeat it.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { getUnread } from "../../lib/domain/account/get-unread";
import { getConversation } from "../../lib/domain/conversation/get-conversation";
import { listMessages } from "../../lib/domain/message/list-messages";
import { testDatabase } from "../helpers/database";
import { deadlocksSoFar, expectSoundLog, expectSoundSums } from "../helpers/history/invariants";
import { inOrder, type Snapshot, stateOf, takeSnapshot } from "../helpers/history/snapshot";
import { anyStep, type Step, take } from "../helpers/history/steps";
import {
  catchUp,
  expectCaughtUp,
  expectConverged,
  expectReplayed,
  expectToldToMembers,
  hear,
  type Listener,
  type Weather,
} from "../helpers/history/tellings";
import { isAbout, makeWorld, type World } from "../helpers/history/world";

const timeLimitMs = 18_000;
const runs = 80;
const oldStatesKept = 4;

testDatabase();

const bursts = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.array(anyStep, { minLength: 1, maxLength: 1 }) },
    { weight: 3, arbitrary: fc.array(anyStep, { minLength: 2, maxLength: 12 }) },
  ),
  { minLength: 1, maxLength: 16 },
);

/** Shuffles in the same way for the same seed. */
function makeWeather(seed: number): Weather {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return {
    shuffle: (list) =>
      list
        .map((each) => ({ each, key: next() }))
        .sort((a, b) => a.key - b.key)
        .map(({ each }) => each),
    isLost: () => next() < 0.2,
    isDoubled: () => next() < 0.3,
  };
}

type Checkpoint = Map<string, Snapshot>;

async function lookAround(world: World): Promise<Checkpoint> {
  const looks = await Promise.all(world.places.map(({ id }) => takeSnapshot(id)));
  for (const look of looks) expectSoundLog(look);
  await expectSoundSums(world.people.map(({ userId }) => userId));
  return new Map(looks.map((look) => [look.row.id, look]));
}

const snapshotOf = (checkpoint: Checkpoint, id: string): Snapshot => {
  const found = checkpoint.get(id);
  if (!found) throw new Error("Nobody looked there.");
  return found;
};

function makeListeners(world: World, start: Checkpoint): Listener[] {
  return world.places.flatMap((place) =>
    place.members.flatMap((actor) =>
      [false, true].map((isDeaf) => ({
        place,
        actor,
        state: stateOf(snapshotOf(start, place.id), actor.userId),
        isDeaf,
      })),
    ),
  );
}

/** When nothing is in progress, the facts describe exactly what a fresh read shows. */
async function expectTellingsFresh(world: World, from: number, checkpoint: Checkpoint): Promise<void> {
  for (const { id, members } of world.places) {
    const fresh = snapshotOf(checkpoint, id);
    for (const fact of world.told.slice(from).filter(isAbout(id))) {
      if (!("rev" in fact.payload) || fact.payload.rev !== fresh.row.rev) continue;
      const [userId = ""] = "users" in fact.to ? fact.to.users : [];
      const now = stateOf(fresh, userId);
      const isNewest =
        !("conversation" in fact.payload) || fact.payload.conversation.ownRev === now.conversation.ownRev;
      if (!isNewest) continue;
      if ("message" in fact.payload)
        expect(fact.payload.message).toEqual(now.messages.get(fact.payload.message.id));
      if ("conversation" in fact.payload) expect(fact.payload.conversation).toEqual(now.conversation);
    }
    for (const actor of members) {
      const told = world.told
        .slice(from)
        .flatMap((fact) =>
          fact.name === "unread:changed" && "users" in fact.to && fact.to.users.includes(actor.userId)
            ? [fact.payload]
            : [],
        );
      // Concurrent batches may be announced in a different order from that of their commits.
      const newest = told.sort((a, b) => a.rev - b.rev).at(-1);
      if (newest) expect(newest).toEqual((await getUnread(actor)).data);
    }
  }
}

/** The commands show a fresh client the same rows as the database. */
async function expectShown(world: World, checkpoint: Checkpoint): Promise<void> {
  for (const { id, members } of world.places) {
    for (const actor of members) {
      const now = stateOf(snapshotOf(checkpoint, id), actor.userId);
      const [{ data }, page] = await Promise.all([
        getConversation(actor, { conversationId: id }),
        listMessages(actor, { conversationId: id, after: 0, limit: 200 }),
      ]);
      expect(data.conversation).toEqual(now.conversation);
      expect(page.data.items).toEqual(inOrder(now).slice(0, 200));
    }
  }
}

/** Every acknowledged message is stored once, in its conversation, and all others are system messages. */
function expectNothingLost(world: World, checkpoint: Checkpoint): void {
  const everything = world.places.flatMap(({ id }) => snapshotOf(checkpoint, id).messages);
  const stored = everything.filter(({ type }) => type !== "SYSTEM");
  for (const message of everything) {
    if (message.type === "SYSTEM") expect(message).toMatchObject({ senderId: null, senderRole: "SYSTEM" });
  }
  const place = (each: { id: string; conversationId: string; seq: number }) =>
    `${each.id} ${each.conversationId} ${each.seq}`;
  expect(stored.map(place).sort()).toEqual([...world.acknowledged.values()].map(place).sort());
}

async function live(history: Step[][], seed: number): Promise<void> {
  const world = await makeWorld();
  const weather = makeWeather(seed);
  const start = await lookAround(world);
  const listeners = makeListeners(world, start);
  let checkpoint = start;
  for (const burst of history) {
    const from = world.told.length;
    const asking = listeners.filter(weather.isLost);
    await Promise.all([...burst.map((each) => take(world, each)), ...asking.map(catchUp)]);
    checkpoint = await lookAround(world);
    if (burst.length === 1) await expectTellingsFresh(world, from, checkpoint);
    for (const listener of listeners) {
      await hear(listener, world.told.slice(from), weather);
      if (!listener.isDeaf) await expectConverged(listener, snapshotOf(checkpoint, listener.place.id));
    }
    world.snapshots.push(...checkpoint.values());
  }
  for (const listener of listeners)
    await expectConverged(listener, snapshotOf(checkpoint, listener.place.id));
  expectNothingLost(world, checkpoint);
  await expectShown(world, checkpoint);
  for (const place of world.places) {
    const fresh = snapshotOf(checkpoint, place.id);
    const looks = world.snapshots.filter(({ row }) => row.id === place.id);
    expectToldToMembers(world, place, fresh);
    expectReplayed(world, place, snapshotOf(start, place.id), looks);
    await expectCaughtUp(place, weather.shuffle(looks).slice(0, oldStatesKept), fresh);
  }
}

describe("any history", () => {
  it("leaves a consistent log, sends correct facts, and lets everyone catch up", async () => {
    const seed = process.env.PARLEY_SEED ? Number(process.env.PARLEY_SEED) : undefined;
    await fc.assert(fc.asyncProperty(bursts, fc.nat(), live), {
      seed,
      numRuns: runs,
      interruptAfterTimeLimit: timeLimitMs,
    });
    expect(await deadlocksSoFar()).toBe(0);
  }, 60_000);
});
