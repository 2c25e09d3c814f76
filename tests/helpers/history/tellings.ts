// Compares the published facts with the database.
import { expect } from "vitest";
import type { Actor } from "../../../lib/contract/actor";
import type { Conversation } from "../../../lib/contract/entities";
import type { Fact } from "../../../lib/contract/facts";
import { listChanges } from "../../../lib/domain/conversation/list-changes";
import { applyChanges, applyFact } from "./model-client";
import { inOrder, type Snapshot, type State, stateOf, versioned } from "./snapshot";
import { type ConversationFact, isAbout, type Place, usersOf, type World } from "./world";

type Versioned = Exclude<ConversationFact, { name: "member:changed" | "typing:changed" }>;

const isVersioned = (fact: ConversationFact): fact is Versioned => "rev" in fact.payload;
/** Of a change that only the recipient's side sees. */
const isOwn = ({ payload }: Versioned): boolean => "isOwn" in payload;
const ownRevOf = ({ payload }: Versioned): number =>
  "conversation" in payload ? payload.conversation.ownRev : 0;
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const distinct = (numbers: readonly number[]) => [...new Set(numbers)].sort((a, b) => a - b);
const factsOf = (world: World, { id }: Place) => world.told.filter(isAbout(id));
const toldTo = (facts: readonly ConversationFact[], userId: string) =>
  facts.filter((fact) => usersOf(fact).includes(userId));

/** Exactly the members receive facts, each for every revision, with unread counts that match the log. */
export function expectToldToMembers(world: World, place: Place, { row, messages }: Snapshot): void {
  const facts = factsOf(world, place);
  const memberIds = place.members.map(({ userId }) => userId);
  for (const fact of facts) for (const user of usersOf(fact)) expect(memberIds).toContain(user);
  for (const userId of memberIds) {
    const versions = toldTo(facts, userId).filter(isVersioned);
    const [own, shared] = [versions.filter(isOwn), versions.filter((fact) => !isOwn(fact))];
    expect(distinct(shared.map(({ payload }) => payload.rev))).toEqual(upTo(row.rev));
    // What a customer is told beside that are the customer's own acts, none left out and none of the other side.
    if (userId === row.customerId) {
      const member = row.members.find((each) => each.userId === userId);
      expect(distinct(own.map(ownRevOf))).toEqual(upTo(member?.ownRev ?? 0));
    }
    for (const { payload } of versions) {
      if (!("conversation" in payload)) continue;
      const { readSeq, seq, unread } = payload.conversation;
      const others = messages.filter(
        (each) => each.seq > readSeq && each.seq <= seq && each.senderId !== userId,
      );
      expect(unread).toBe(others.length);
    }
  }
}

type Settings = Omit<
  Conversation,
  "rev" | "seq" | "unread" | "readSeq" | "members" | "lastMessage" | "archivedAt" | "waitingSince"
>;

function settingsOf(conversation: Conversation): Settings {
  const {
    rev: _,
    seq: _s,
    unread: _u,
    readSeq: _r,
    members: _m,
    lastMessage: _l,
    archivedAt: _a,
    waitingSince: _w,
    ...settings
  } = conversation;
  return settings;
}

/**
 * A new message may carry settings that were changed a moment later, because they are read after the message was
 * stored; the fact about those settings follows. It never carries outdated settings.
 */
function expectNotBehind(shown: Settings, before: Settings, later: readonly Settings[]): Settings {
  const now = { ...before, status: before.status === "ARCHIVED" ? ("ACTIVE" as const) : before.status };
  for (const key of Object.keys(now) as (keyof Settings)[]) {
    const possible = [now, ...later].map((each) => each[key]);
    expect(possible).toContainEqual(shown[key]);
  }
  return now;
}

/** Applying all facts in the order of revisions gives, at every observed revision, the observed state. */
export function expectReplayed(
  world: World,
  place: Place,
  start: Snapshot,
  looks: readonly Snapshot[],
): void {
  for (const { userId } of place.members) {
    const facts = toldTo(factsOf(world, place), userId).filter(isVersioned);
    facts.sort((one, other) => one.payload.rev - other.payload.rev || ownRevOf(one) - ownRevOf(other));
    let state = stateOf(start, userId);
    for (const [index, fact] of facts.entries()) {
      const before = settingsOf(state.conversation);
      const next = applyFact(state, fact, userId);
      if (next === "gap") throw new Error(`Nothing told ${userId} of what came before ${fact.payload.rev}.`);
      state = next;
      if (fact.name === "message:sent") {
        const later = facts
          .slice(index)
          .flatMap((each) =>
            each.name === "conversation:changed" ? [settingsOf(each.payload.conversation)] : [],
          );
        const open = later.map((each) => ({ ...each, status: "ACTIVE" as const }));
        const settings = expectNotBehind(settingsOf(fact.payload.conversation), before, [...later, ...open]);
        state = { ...state, conversation: { ...state.conversation, ...settings } };
      }
      const following = facts[index + 1];
      if (following?.payload.rev === fact.payload.rev && !isOwn(following)) continue;
      for (const look of looks.map((each) => stateOf(each, userId)))
        if (isSameVersion(look, state)) expectSameVersion(state, look);
    }
  }
}

const isSameVersion = ({ conversation: one }: State, { conversation: other }: State): boolean =>
  one.rev === other.rev && one.ownRev === other.ownRev;

function expectSameVersion(one: State, other: State): void {
  expect(inOrder(one)).toEqual(inOrder(other));
  expect(versioned(one.conversation)).toEqual(versioned(other.conversation));
}

/** A client that syncs from any earlier state of its own ends with the state of a fresh read. */
export async function expectCaughtUp(place: Place, old: readonly Snapshot[], fresh: Snapshot): Promise<void> {
  for (const actor of place.members) {
    const now = stateOf(fresh, actor.userId);
    for (const since of old) {
      const input = { conversationId: place.id, since: since.row.rev };
      const { data } = await listChanges(actor, input);
      expect(data.reset).toBe(false);
      expect(data.members).toEqual(now.conversation.members);
      expect(data.messages.every(({ rev }) => rev > since.row.rev)).toBe(true);
      const caughtUp = applyChanges(stateOf(since, actor.userId), data);
      expect(caughtUp.conversation).toEqual(now.conversation);
      expect(inOrder(caughtUp)).toEqual(inOrder(now));
    }
  }
}

export type Weather = {
  /** Shuffles the facts. */
  shuffle: <T>(list: readonly T[]) => T[];
  isLost: () => boolean;
  isDoubled: () => boolean;
};

/** One member's client, which receives facts and syncs. */
export type Listener = { place: Place; actor: Actor; state: State; isDeaf: boolean };

export async function catchUp(listener: Listener): Promise<void> {
  const { place, actor, state } = listener;
  const input = { conversationId: place.id, since: state.conversation.rev };
  const { data } = await listChanges(actor, input);
  if (data.conversation.rev >= listener.state.conversation.rev)
    listener.state = applyChanges(listener.state, data);
}

/** Receives facts in any order, some twice and (when `isDeaf`) some never, and syncs when it sees a gap. */
export async function hear(listener: Listener, told: readonly Fact[], weather: Weather): Promise<void> {
  const { place, actor, isDeaf } = listener;
  const facts = toldTo(told.filter(isAbout(place.id)), actor.userId);
  for (const fact of weather.shuffle(facts)) {
    if (isDeaf && weather.isLost()) continue;
    for (let times = weather.isDoubled() ? 2 : 1; times > 0; times--) {
      const next = applyFact(listener.state, fact, actor.userId);
      if (next === "gap") await catchUp(listener);
      else listener.state = next;
    }
  }
}

/** All clients end with the same state. A lost last fact shows no gap, so a client also syncs when it reconnects. */
export async function expectConverged(listener: Listener, fresh: Snapshot): Promise<void> {
  if (listener.isDeaf) await catchUp(listener);
  const { state, actor } = listener;
  const now = stateOf(fresh, actor.userId);
  const withoutRev = (held: State) => inOrder(held).map(({ rev: _, ...message }) => message);
  expect(state.conversation).toEqual(now.conversation);
  expect(withoutRev(state)).toEqual(withoutRev(now));
}
