import { describe, expect, it } from "vitest";
import { type Connection, gather } from "../../lib/server/sockets/one-write";

/** Records writes as the engine does them: at once when the transport is writable. */
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

describe("packets of one turn", () => {
  it("are sent in one write, in order, at the end of the turn", async () => {
    const { send, written, corks } = makeConnection("websocket");
    send("fact");
    await Promise.resolve();
    send("answer");
    expect(written).toEqual([]);
    await turnOver();
    expect(written).toEqual([["fact", "answer"]]);
    expect(corks()).toBe(0);
  });

  it("are sent in a different write from those of the next turn", async () => {
    const { send, written } = makeConnection("websocket");
    send("one");
    await turnOver();
    send("two");
    await turnOver();
    expect(written).toEqual([["one"], ["two"]]);
  });

  it("wait for a write in progress, which the engine flushes", async () => {
    const { connection, send, written } = makeConnection("websocket");
    connection.transport.writable = false;
    send("later");
    await turnOver();
    expect(written).toEqual([]);
    connection.transport.writable = true;
    connection.flush();
    expect(written).toEqual([["later"]]);
  });

  it("are left alone on polling, which batches by itself", () => {
    const { send, written } = makeConnection("polling");
    send("at once");
    expect(written).toEqual([["at once"]]);
  });
});
