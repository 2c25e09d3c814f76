import { describe, expect, it } from "vitest";
import { type Connection, gather } from "../../lib/server/sockets/one-write";

/** Writes down what reaches the network, as the engine does: at once when the transport is writable. */
function makeConnection(name: string) {
  const written: string[][] = [];
  const held: string[] = [];
  let create = () => {};
  let corks = 0;
  const network = {
    cork: () => void corks++,
    uncork: () => void corks--,
  };
  const connection: Connection = {
    on: (_name, listener) => {
      create = listener;
    },
    transport: { name, writable: true, socket: { _socket: network } },
    flush() {
      if (!connection.transport.writable || held.length === 0) return;
      if (name === "websocket") expect(corks).toBe(1);
      written.push(held.splice(0));
    },
  };
  const send = (packet: string) => {
    create();
    held.push(packet);
    connection.flush();
  };
  gather(connection);
  return { connection, send, written, corks: () => corks };
}

const turnOver = () => new Promise((done) => setImmediate(done));

describe("what a connection is told in one turn", () => {
  it("leaves in one write, in its order, when the turn is over", async () => {
    const { send, written, corks } = makeConnection("websocket");
    send("fact");
    await Promise.resolve();
    send("answer");
    expect(written).toEqual([]);
    await turnOver();
    expect(written).toEqual([["fact", "answer"]]);
    expect(corks()).toBe(0);
  });

  it("leaves in another write than what it is told in the next turn", async () => {
    const { send, written } = makeConnection("websocket");
    send("one");
    await turnOver();
    send("two");
    await turnOver();
    expect(written).toEqual([["one"], ["two"]]);
  });

  it("waits for a write that is under way, whose end is the engine's to see", async () => {
    const { connection, send, written } = makeConnection("websocket");
    connection.transport.writable = false;
    send("later");
    await turnOver();
    expect(written).toEqual([]);
    connection.transport.writable = true;
    connection.flush();
    expect(written).toEqual([["later"]]);
  });

  it("leaves polling alone, which gathers by itself", () => {
    const { send, written } = makeConnection("polling");
    send("at once");
    expect(written).toEqual([["at once"]]);
  });
});
