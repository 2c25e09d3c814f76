// Actions of one user are sent in the order in which they were made.
import { expect, it } from "vitest";
import { Actions } from "../../../lib/client/engine/actions";
import { emptyState } from "../../../lib/client/state/begin";
import { createEngineStore } from "../../../lib/client/state/store";
import type { Conversation } from "../../../lib/contract/entities";
import { contextOf } from "../../helpers/context";
import { ModelServer, me } from "../../helpers/model/server";

/** Two conversations, and a server that answers when the test says so. */
function setScene() {
  const server = new ModelServer();
  for (const id of ["one", "other"]) {
    server.open(id);
    server.send(id, false, 1, "Hello");
  }
  const store = createEngineStore(emptyState(me));
  store.dispatch({ type: "rows", conversations: server.list({}, 2, null).items });
  const asked: { id: string; pinned?: boolean; answer: (failed?: boolean) => void }[] = [];
  const call = (_name: string, { conversationId: id, pinned }: { conversationId: string; pinned: boolean }) =>
    new Promise((answerWith) => {
      const answer = (failed = false) => {
        const base = store.getState().rows.get(id)?.base as Conversation;
        const conversation = {
          ...base,
          rev: base.rev + 1,
          pinnedAt: pinned ? "2026-01-01T00:00:00.000Z" : null,
        };
        const error = { code: "unavailable", message: "Not now." };
        answerWith(failed ? { ok: false, error } : { ok: true, data: { conversation } });
      };
      asked.push({ id, pinned, answer });
    });
  const context = contextOf(store, call);
  const actions = new Actions(context, {} as ConstructorParameters<typeof Actions>[1]);
  const isPinned = (id: string) => store.getState().rows.get(id)?.view?.pinnedAt !== null;
  return { actions, asked, isPinned };
}

it("sends one action after the other, shows the last at once, and does not delay other conversations", async () => {
  const { actions, asked, isPinned } = setScene();
  const first = actions.update("one", { pinned: true });
  expect(isPinned("one")).toBe(true);
  const second = actions.update("one", { pinned: false });
  expect(isPinned("one")).toBe(false);
  void actions.update("other", { pinned: true });
  expect(asked.map(({ id, pinned }) => ({ id, pinned }))).toEqual([
    { id: "one", pinned: true },
    { id: "other", pinned: true },
  ]);
  asked[0]?.answer();
  await first;
  expect(isPinned("one"), "what was asked for last is shown throughout").toBe(false);
  expect(asked[2]).toMatchObject({ id: "one", pinned: false });
  asked[2]?.answer();
  expect(await second).toEqual({ ok: true });
  expect(isPinned("one")).toBe(false);
});

it("continues after a refusal", async () => {
  const { actions, asked, isPinned } = setScene();
  const first = actions.update("one", { pinned: true });
  const second = actions.update("one", { pinned: true });
  asked[0]?.answer(true);
  expect(await first).toMatchObject({ ok: false });
  asked[1]?.answer();
  expect(await second).toEqual({ ok: true });
  expect(isPinned("one")).toBe(true);
});
