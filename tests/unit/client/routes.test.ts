// The browser's address of each command.
import { describe, expect, it } from "vitest";
import { addressOf } from "../../../lib/client/transport/routes";
import type { Command } from "../../../lib/contract/command";
import { commands } from "../../../lib/contract/commands";

/** The expected file. Browsers load this table instead of the declarations, which would bring the schemas. */
function fileOf(declarations: readonly Command[]): string {
  const key = (name: string) => (/^\w+$/.test(name) ? name : `"${name}"`);
  const entry = ({ name, http }: Command) =>
    `  ${key(name)}: ${http ? `"${http.method} ${http.path}"` : "null"},`;
  const unsocketed = declarations.filter(({ socket }) => !socket).map(({ name }) => `  "${name}",`);
  return [
    "// Written from the declarations of lib/contract/commands; CONTRIBUTING.md says how to write it anew.",
    'import type { CommandName } from "../../contract/commands";',
    "",
    "export const routes = {",
    ...declarations.map(entry),
    "} as const satisfies Record<CommandName, string | null>;",
    "",
    "/** Commands that a socket does not take, because they are about the sign-in that it stands on. */",
    "export const httpOnly: ReadonlySet<CommandName> = new Set([",
    ...unsocketed,
    "]);",
    "",
  ].join("\n");
}

it("the browser's table of addresses matches the declarations", async () => {
  const file = "../../../lib/client/transport/declared-routes.ts";
  await expect(fileOf(commands as readonly Command[])).toMatchFileSnapshot(file);
});

describe("an address", () => {
  it("takes path parameters from the input and leaves the other fields to the body", () => {
    const input = { messageId: "m 1", emoji: "👍", text: "x" };
    expect(addressOf("message:react", input)).toEqual({
      method: "PUT",
      path: "/api/messages/m%201/reactions/%F0%9F%91%8D",
      body: { text: "x" },
    });
    expect(input).toEqual({ messageId: "m 1", emoji: "👍", text: "x" });
  });

  it("puts the input of a GET into the query, without absent fields", () => {
    const address = addressOf("conversation:list", { unread: true, tag: "a&b", status: undefined });
    expect(address).toEqual({ method: "GET", path: "/api/conversations?unread=true&tag=a%26b", body: null });
    expect(addressOf("me:unread", {})?.path).toBe("/api/me/unread");
  });

  it("is absent for commands of sockets only", () => {
    expect(addressOf("presence:watch", { userIds: [] })).toBeNull();
  });
});
