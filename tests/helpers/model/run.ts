// Steps of a model server and one client, and the invariants after them.
import { expect } from "vitest";
import type { Side } from "../../../lib/contract/values";
import { ModelClient } from "./client";
import { ModelServer, placeOf } from "./server";

export const ids = ["a", "b", "c", "d", "e"];

type Id = { id: string };
export type Step =
  | ({ do: "send"; byMe?: boolean; isAcked?: boolean; pick?: number } & Id)
  | ({ do: "edit" | "delete" | "react"; isAcked?: boolean; pick?: number } & Id)
  | ({ do: "update"; pick?: number } & Id)
  | ({ do: "read" | "delivered"; byMe?: boolean; pick?: number } & Id)
  | { do: "deliver"; isTwice?: boolean; pick?: number }
  | { do: "serve"; pick?: number }
  | ({ do: "page"; kind: "open" | "older" | "newer" | "around"; pick?: number } & Id)
  | { do: "list"; key: string; isMore?: boolean }
  | ({ do: "changes" | "exclude" } & Id)
  | { do: "sync"; side?: Side }
  | { do: "break" };

export function run(steps: readonly Step[]): ModelClient {
  const server = new ModelServer();
  for (const each of ids) server.open(each, each === "e" ? "customer" : "seller");
  const client = new ModelClient(server);
  for (const [index, each] of steps.entries()) take(server, client, each, `m${index}`);
  return client;
}

function take(server: ModelServer, client: ModelClient, each: Step, messageId: string): void {
  const pick = "pick" in each ? (each.pick ?? 0) : 0;
  switch (each.do) {
    case "send": {
      const sent = server.send(each.id, each.byMe ?? false, pick, messageId);
      client.tell(sent?.facts);
      if (sent && each.byMe && each.isAcked)
        client.answer([{ type: "message", message: sent.message, isNew: true }]);
      return;
    }
    case "edit":
    case "delete":
    case "react": {
      const changed = server.change(each.id, pick, each.do);
      client.tell(changed?.facts);
      if (changed && each.isAcked)
        client.answer([{ type: "message", message: changed.message, isNew: false }]);
      return;
    }
    case "update":
      client.tell(server.update(each.id, pick));
      return;
    case "read":
    case "delivered":
      client.tell(server.mark(each.id, each.byMe ?? false, pick, each.do === "read"));
      return;
    case "deliver":
      client.deliver(pick, each.isTwice ?? false);
      return;
    case "serve":
      client.serve(pick);
      return;
    case "page":
      client.askPage(each.id, each.kind, pick);
      return;
    case "list":
      client.askList(each.key, each.isMore ?? false);
      return;
    case "changes":
      if (client.state.rows.has(each.id)) client.askChanges(each.id);
      return;
    case "sync":
      client.askSync(each.side ? { side: each.side } : {});
      return;
    case "break":
      client.lose();
      return;
    case "exclude":
      server.lose(each.id);
      return;
  }
}

/** Everything that the client takes as known equals the server's state. */
export function expectTrue({ state, server }: ModelClient): void {
  for (const [id, { base, view }] of state.rows) {
    expect(base, id).toEqual(server.conversation(id));
    expect(view).toBe(base);
  }
  for (const [id, thread] of state.threads) {
    if (thread.status === "missing") continue;
    const all = server.messages(id);
    for (const window of thread.windows) {
      const from = (window[0]?.seq ?? 1) - 1;
      expect(window, id).toEqual(all.slice(from, from + window.length));
    }
    const ends = thread.windows.map((window) => [window[0]?.seq ?? 0, window.at(-1)?.seq ?? 0]);
    for (const [index, [first = 0]] of ends.entries())
      if (index > 0) expect(first).toBeGreaterThan((ends[index - 1]?.[1] ?? 0) + 1);
    expect(thread.loads, `loads of ${id}`).toBe(0);
    expect(thread.loose.size).toBe(0);
  }
  for (const [key, list] of state.lists) {
    if (list.status !== "ready") continue;
    const all = server.list(list.filter, 100, null).items;
    const floor = list.floor?.at ?? null;
    const isIn = (place: string) => floor === null || (list.filter.waiting ? place <= floor : place >= floor);
    const wanted = all.filter((row) => isIn(placeOf(list.filter, row))).map((row) => row.id);
    expect(list.ids, key).toEqual(wanted);
    if (list.floor === null) expect(list.ids.length).toBe(all.length);
  }
}
