// Each command can be called over every transport that its declaration names, and over no other.
import { describe, expect, it } from "vitest";
import type { Command } from "../../../lib/contract/command";
import { type CommandName, commands } from "../../../lib/contract/commands";
import { Api, type Json, requestFor } from "../../helpers/api";
import { makeWorld, samples } from "../../helpers/samples";
import { testServer } from "../../helpers/server";
import { closeClientsAfterEach, connect } from "../../helpers/sockets";

const server = testServer();
const api = new Api(server);
closeClientsAfterEach();

async function sampleOf(name: CommandName) {
  const world = await makeWorld();
  const [sample] = await samples[name](world);
  if (!sample) throw new Error(`${name} has no sample.`);
  return { caller: sample.caller, input: sample.input as Json, anybody: sample.caller ?? world.customer };
}

const ways = (commands as readonly Command[]).flatMap((command) =>
  [command.http?.path, command.http?.also].flatMap((path) =>
    path ? [{ name: command.name as CommandName, command, path }] : [],
  ),
);

describe("over HTTP", () => {
  it.each(ways)("$name is called at $path", async ({ name, command, path }) => {
    const { caller, input } = await sampleOf(name);
    const { body } = await api.send({ ...requestFor(command, input, path), caller });
    expect(body).toMatchObject({ ok: true });
  });
});

describe("over a socket", () => {
  it.each(commands as readonly Command[])(
    "$name is called where its declaration says so",
    async (command) => {
      const { input, anybody } = await sampleOf(command.name as CommandName);
      const client = await connect(server.url, anybody);
      const answer = await client.call(command.name, input);
      if (command.socket) expect(answer).toMatchObject({ ok: true });
      else expect(answer).toMatchObject({ ok: false, error: { message: "There is no such command." } });
    },
  );
});
