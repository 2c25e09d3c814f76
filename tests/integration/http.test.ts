// The HTTP server: the client's address, and shutting down.
import { type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { connect } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { addressHeader, createHttpServer, drain, listen } from "../../lib/server/http";

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

async function serve(listener: Listener, trustsProxy = false): Promise<{ server: Server; port: number }> {
  const server = createHttpServer(trustsProxy, listener);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { server, port: await listen(server, 0, "127.0.0.1") };
}

function get(port: number, headers: Record<string, string> = {}): Promise<string> {
  return new Promise((done, fail) => {
    const asked = request({ port, host: "127.0.0.1", headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      response.on("end", () => done(text));
    });
    asked.on("error", fail).end();
  });
}

function signal() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

const tellAddress: Listener = (asked, response) =>
  void (response.writableEnded || response.end(String(asked.headers[addressHeader])));
const forged = { [addressHeader]: "6.6.6.6", "x-forwarded-for": "203.0.113.7, 10.0.0.1" };

describe("the client's address", () => {
  it("is the connection's, and headers of the client are ignored", async () => {
    const { port } = await serve(tellAddress);
    expect(await get(port, forged)).toBe("127.0.0.1");
  });

  it("is the address that a trusted proxy added, if it is valid", async () => {
    const { port } = await serve(tellAddress, true);
    expect(await get(port, forged)).toBe("10.0.0.1");
    expect(await get(port, { ...forged, "x-forwarded-for": "unknown" })).toBe("127.0.0.1");
    expect(await get(port, { [addressHeader]: "6.6.6.6" })).toBe("127.0.0.1");
  });

  it("is also known to a listener that was added before ours, and on upgrades", async () => {
    const { server, port } = await serve(tellAddress);
    server.prependListener("request", (asked, response: ServerResponse) =>
      response.end(`first ${asked.headers[addressHeader]}`),
    );
    expect(await get(port, forged)).toBe("first 127.0.0.1");
    const upgraded = new Promise<string>((done) =>
      server.on("upgrade", (asked: IncomingMessage) => done(String(asked.headers[addressHeader]))),
    );
    const socket = connect(port, "127.0.0.1");
    onTestFinished(() => void socket.destroy());
    socket.write(
      `GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${addressHeader}: 6.6.6.6\r\n\r\n`,
    );
    expect(await upgraded).toBe("127.0.0.1");
  });
});

describe("shutdown", () => {
  it("finishes answers in progress, refuses new requests, and tells the services first", async () => {
    let answer = () => {};
    const arrived = signal();
    const { server, port } = await serve((_asked, response) => {
      answer = () => void response.end("whole");
      arrived.resolve();
    });
    const underWay = get(port);
    await arrived.promise;
    const served = signal();
    const drained = drain(server, () => served.promise);
    await expect(get(port)).rejects.toMatchObject({ code: "ECONNREFUSED" });
    answer();
    expect(await underWay).toBe("whole");
    served.resolve();
    await drained;
  });

  it("does not wait for connections that were upgraded from HTTP", async () => {
    const { server, port } = await serve(tellAddress);
    const upgraded = new Promise<void>((done) => server.on("upgrade", () => done()));
    const socket = connect(port, "127.0.0.1");
    const closed = new Promise<void>((done) => socket.on("close", () => done()));
    socket.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    await upgraded;
    await drain(server, async () => undefined);
    await closed;
  });
});
