// Exceptions belong to the declaration of a command: shared code knows no command by its name.
import { describe, expect, it } from "vitest";
import { type Command, inputFields } from "../../lib/contract/command";
import { commands } from "../../lib/contract/commands";
import { AppError } from "../../lib/contract/errors";
import { rates } from "../../lib/contract/limits";
import { unconfirmedCommitOf } from "../../lib/server/unconfirmed-commits";
import { readFile } from "../helpers/repository";

const all = commands as readonly Command[];
const named = (name: string) => all.find((command) => command.name === name) as Command;

/** Every call passes through these files, over HTTP and over a socket. */
const passages = [
  "run-command",
  "spend",
  "unconfirmed-commits",
  "call",
  "metrics",
  "limiter",
  "sockets/dispatch",
].map((name) => `lib/server/${name}.ts`);

describe("shared code", () => {
  it.each(passages)("in %s is the same for all commands, rates and roles", (path) => {
    const { text } = readFile(path);
    const names = [
      ...all.map(({ name }) => name).filter((name) => name.includes(":")),
      ...Object.keys(rates),
    ];
    const roles = ["CUSTOMER", "SELLER", "ADMIN"];
    const compared = [...names, ...roles].filter((name) =>
      new RegExp(`[!=]== "${name}"|case "${name}"`).test(text),
    );
    expect(compared).toEqual([]);
  });
});

describe("the changed conversation", () => {
  const storesNothing = ["typing:set"];

  it("is declared by each command that changes a conversation named in its input", () => {
    for (const { name, http, input, touches } of all) {
      const fields = inputFields(input);
      const names = "conversationId" in fields || "messageId" in fields;
      const writes = http?.method !== "GET" && !storesNothing.includes(name);
      expect(touches !== undefined, name).toBe(names && writes);
      if (touches) expect(fields, name).toHaveProperty(`${touches}Id`);
    }
  });

  it("is synced again after an error that leaves the outcome unknown", () => {
    const lost = new AppError("unavailable", "Gone.", { cause: new Error("Connection terminated") });
    const input = { conversationId: "c", messageId: "m" };
    expect(unconfirmedCommitOf(named("message:send"), lost, input)).toEqual({
      kind: "conversation",
      id: "c",
      ofSide: null,
    });
    expect(unconfirmedCommitOf(named("message:edit"), lost, input)).toEqual({
      kind: "message",
      id: "m",
      ofSide: null,
    });
    expect(unconfirmedCommitOf(named("message:forward"), lost, input)).toEqual({
      kind: "conversation",
      id: "c",
      ofSide: null,
    });
    expect(unconfirmedCommitOf(named("message:list"), lost, input)).toBeNull();
    expect(unconfirmedCommitOf(named("typing:set"), lost, input)).toBeNull();
    expect(unconfirmedCommitOf(named("message:send"), lost, undefined)).toBeNull();
    expect(
      unconfirmedCommitOf(named("message:send"), new AppError("unavailable", "Full."), input),
    ).toBeNull();
  });
});
