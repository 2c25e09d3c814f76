// What a page lets go of.
import { expect, it } from "vitest";
import type { Context } from "../../../lib/client/engine/context";
import { emptyState } from "../../../lib/client/state/begin";
import { createEngineStore } from "../../../lib/client/state/store";
import { ListLoader } from "../../../lib/client/sync/lists";
import { listKey } from "../../../lib/contract/initial";
import { limits } from "../../../lib/contract/limits";
import { ModelServer, me } from "../../helpers/model/server";

const unanswered: Context["call"] = () => new Promise(() => {});

it("holds no more conversations than are looked at, once there are many", () => {
  const server = new ModelServer(1_000);
  server.open("the one");
  server.send("the one", false, 1, "Hello");
  const [one] = server.list({}, 1, null).items;
  if (!one) throw new Error("The inbox is empty.");
  const ids = Array.from({ length: limits.heldConversations + 1 }, (_, index) => `conversation ${index}`);
  const items = ids.map((id) => ({ ...one, id }));
  const store = createEngineStore(emptyState(me));
  const opened = ids[7] ?? "";
  const lists = new ListLoader(
    { store, call: unanswered, isLive: () => true, now: () => 0, random: () => 0 },
    () => [opened],
  );
  const closeInbox = lists.open({});
  store.dispatch({
    type: "list:page",
    key: listKey({}),
    isFirst: true,
    items,
    nextCursor: null,
  });
  const closeUnread = lists.open({ unread: true });
  closeUnread();
  expect(store.getState().rows.size).toBe(ids.length);

  closeInbox();

  expect([...store.getState().rows.keys()]).toEqual([opened]);
  expect(store.getState().lists.size).toBe(0);
});
