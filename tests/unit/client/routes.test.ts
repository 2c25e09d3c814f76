// The browser's table of addresses says what the declarations say.
import { describe, expect, it } from "vitest";
import { addressOf, httpOnly, routes } from "../../../lib/client/transport/routes";
import type { Command } from "../../../lib/contract/command";
import { commands } from "../../../lib/contract/commands";

describe("the table of addresses", () => {
  it("names each command's method and path, and no others", () => {
    const declared = (commands as readonly Command[]).map(({ name, http }) => [
      name,
      http ? `${http.method} ${http.path}` : null,
    ]);
    expect(routes).toEqual(Object.fromEntries(declared));
  });

  it("knows which commands a socket does not take", () => {
    const declared = commands.filter(({ socket }) => !socket).map(({ name }) => name);
    expect([...httpOnly].sort()).toEqual([...declared].sort());
  });
});

describe("an address", () => {
  it("takes the fields of its path out of the input and leaves the rest to the body", () => {
    const input = { messageId: "m 1", emoji: "👍", text: "x" };
    expect(addressOf("message:react", input)).toEqual({
      method: "PUT",
      path: "/api/messages/m%201/reactions/%F0%9F%91%8D",
      body: { text: "x" },
    });
    expect(input).toEqual({ messageId: "m 1", emoji: "👍", text: "x" });
  });

  it("carries what a GET asks in its query, and nothing that is not given", () => {
    const address = addressOf("conversation:list", { unread: true, tag: "a&b", status: undefined });
    expect(address).toEqual({ method: "GET", path: "/api/conversations?unread=true&tag=a%26b", body: null });
    expect(addressOf("me:unread", {})?.path).toBe("/api/me/unread");
  });

  it("is none for what only sockets do", () => {
    expect(addressOf("presence:watch", { userIds: [] })).toBeNull();
  });
});
