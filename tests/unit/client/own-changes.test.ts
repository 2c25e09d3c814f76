// Changes that only one's own side sees have a counter beside `rev`. What is told in either order comes to the same.
import { describe, expect, it } from "vitest";
import { emptyState } from "../../../lib/client/state/begin";
import { idsBehind, knownOf } from "../../../lib/client/state/behind";
import type { Event } from "../../../lib/client/state/events";
import { reduce } from "../../../lib/client/state/reduce";
import type { State } from "../../../lib/client/state/types";
import type { ToldFact } from "../../../lib/client/transport/socket";
import type { Conversation } from "../../../lib/contract/entities";
import { ModelServer, me } from "../../helpers/model/server";

/** What `update` of the model server changes. */
const acts = { status: 0, tags: 1, archive: 2, pin: 3, mute: 4 };

function setScene() {
  const server = new ModelServer();
  server.open("a");
  server.send("a", false, 1, "first");
  const start = apply(emptyState(me), { type: "rows", conversations: [held(server)] });
  return { server, start };
}

function held(server: ModelServer): Conversation {
  const found = server.conversation("a");
  if (!found) throw new Error("There is no such conversation.");
  return found;
}

const apply = (state: State, ...events: Event[]): State => events.reduce(reduce, state);
const hear = (state: State, facts: readonly ToldFact[]): State =>
  apply(state, ...facts.map((fact): Event => ({ type: "fact", fact, nowMs: 0 })));
const baseOf = (state: State) => state.rows.get("a")?.base;

describe("a change of one's own side", () => {
  it.each(Object.entries(acts))("is taken with the same rev and not undone by an older one: %s", (_, act) => {
    const { server, start } = setScene();
    const facts = [server.update("a", act), server.update("a", acts.tags), server.update("a", act)];
    const wanted = held(server);
    expect(baseOf(hear(start, facts.flat()))).toEqual(wanted);
    expect(baseOf(hear(start, facts.toReversed().flat()))).toEqual(wanted);
    expect(baseOf(hear(start, [...facts, ...facts].flat()))).toEqual(wanted);
  });

  it.each([acts.tags, acts.archive, acts.pin, acts.mute])(
    "and a message after it come to the same in either order (%i)",
    (act) => {
      const { server, start } = setScene();
      const change = server.update("a", act);
      const message = server.send("a", false, 1, "second")?.facts ?? [];
      const wanted = held(server);
      expect(baseOf(hear(start, [...change, ...message]))).toEqual(wanted);
      expect(baseOf(hear(start, [...message, ...change]))).toEqual(wanted);
    },
  );

  it.each([acts.tags, acts.archive, acts.pin, acts.mute])(
    "and a message before it come to the same in either order (%i)",
    (act) => {
      const { server, start } = setScene();
      const message = server.send("a", false, 1, "second")?.facts ?? [];
      const change = server.update("a", act);
      const wanted = held(server);
      expect(baseOf(hear(start, [...message, ...change]))).toEqual(wanted);
      expect(baseOf(hear(start, [...change, ...message]))).toEqual(wanted);
    },
  );

  it("is not undone by a newer row that knows less of it, nor does it undo what that row tells", () => {
    const { server, start } = setScene();
    const before = held(server);
    const change = server.update("a", acts.tags);
    const newer = { ...before, rev: before.rev + 1, status: "ENDED" as const };
    const both = { rev: newer.rev, status: "ENDED", tags: ["hot"], ownRev: before.ownRev + 1 };
    const rows: Event = { type: "rows", conversations: [newer] };
    expect(baseOf(apply(hear(start, change), rows))).toMatchObject(both);
    expect(baseOf(hear(apply(start, rows), change))).toMatchObject(both);
  });

  it("that came before one's own message does not put that into the archive, however late it is told", () => {
    const { server, start } = setScene();
    const archived = server.update("a", acts.archive);
    const sent = server.send("a", true, 1, "mine");
    if (!sent) throw new Error("Nothing was sent.");
    const acknowledged = apply(start, { type: "message", message: sent.message, isNew: true });
    expect(baseOf(acknowledged)).toMatchObject({ archivedAt: null });
    expect(baseOf(hear(acknowledged, archived))).toEqual(held(server));
  });

  it.each([
    { muted: false, status: false },
    { muted: true, status: false },
    { muted: false, status: true },
  ])("is undone by one's own message as on the server, before that is told: %j", ({ muted, status }) => {
    const { server, start } = setScene();
    const facts = [acts.archive, ...(muted ? [acts.mute] : []), ...(status ? [acts.status] : [])].flatMap(
      (act) => server.update("a", act),
    );
    const sent = server.send("a", true, 1, "mine");
    if (!sent) throw new Error("Nothing was sent.");
    const state = apply(hear(start, facts), { type: "message", message: sent.message, isNew: true });
    expect(baseOf(state)).toEqual(held(server));
    expect(baseOf(state)?.archivedAt === null).toBe(!muted);
  });

  it("tells nothing of the change that made its revision: a lost message is still asked for", () => {
    const { server, start } = setScene();
    const open: Event[] = [
      { type: "thread:wanted", conversationId: "a", rev: 1 },
      { type: "thread:page", conversationId: "a", kind: "open", messages: server.messages("a") },
    ];
    server.send("a", false, 1, "lost");
    const state = hear(apply(start, ...open), server.update("a", acts.pin));
    expect(idsBehind(state)).toEqual(["a"]);
    const since = knownOf(state, "a");
    expect(since).toEqual({ rev: 1, ownRev: 1 });
    const changes = server.changes("a", since.rev);
    if (!changes) throw new Error("There is no answer.");
    const caughtUp = apply(state, { type: "changes", since, changes });
    expect(caughtUp.threads.get("a")?.windows.flat()).toEqual(server.messages("a"));
    expect(idsBehind(caughtUp)).toEqual([]);
  });
});

describe("a row without ownRev", () => {
  const old = ({ ownRev: _, ...row }: Conversation) => row as Conversation;

  it("from the cache of an earlier version counts as 0, so that catching up asks for what it lacks", () => {
    const { server, start } = setScene();
    const kept = old(held(server));
    const cached = { savedAtMs: 0, unread: null, conversations: [kept], threads: [], lists: [] };
    const restored = apply(emptyState(me), { type: "restored", cached });
    expect(baseOf(restored)).toEqual(baseOf(start));
    expect(knownOf(restored, "a")).toEqual({ rev: 1, ownRev: 0 });
  });

  it("from a server of an earlier version counts by rev, and is corrected by the next catching up", () => {
    const { server, start } = setScene();
    const row = held(server);
    const pinned = hear(start, server.update("a", acts.pin));
    const told = old({ ...row, rev: row.rev + 1, tags: ["hot"] });
    const state = apply(pinned, { type: "rows", conversations: [told] });
    expect(baseOf(state)).toMatchObject({ tags: ["hot"], ownRev: 0 });
    const fresh = { ...held(server), rev: row.rev + 1, tags: ["hot"] };
    expect(baseOf(apply(state, { type: "rows", conversations: [fresh] }))).toEqual(fresh);
  });
});

it("takes the row of a history in which a change of one's own has never happened", () => {
  const { server, start } = setScene();
  const restored = held(server);
  const state = hear(start, server.update("a", acts.pin));
  const since = knownOf(state, "a");
  const changes = { conversation: restored, members: restored.members, messages: [], reset: false };
  expect(baseOf(apply(state, { type: "changes", since, changes }))).toEqual(restored);
});
