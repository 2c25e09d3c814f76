// Sends raw bytes to a server, for requests that no HTTP client would send.
import { connect, type Socket } from "node:net";

const waitMs = 8_000;

function dial(url: string): Socket {
  const { hostname, port } = new URL(url);
  return connect(Number(port), hostname);
}

/** Everything that the server sends until it closes the connection. */
export function sendRaw(url: string, text: string): Promise<string> {
  return new Promise((done, fail) => {
    const socket = dial(url);
    const parts: Buffer[] = [];
    const late = setTimeout(() => {
      socket.destroy();
      fail(new Error(`The connection stayed open: ${Buffer.concat(parts)}`));
    }, waitMs);
    socket.on("data", (part: Buffer) => parts.push(part));
    socket.on("error", () => {});
    socket.on("close", () => {
      clearTimeout(late);
      done(Buffer.concat(parts).toString("latin1"));
    });
    socket.write(text);
  });
}

/** A request with an incomplete body. The server has read its head when it answers `100 Continue`. */
export function breakOff(url: string, head: string): Promise<void> {
  return new Promise((done, fail) => {
    const socket = dial(url);
    socket.on("error", fail);
    socket.on("data", () => socket.resetAndDestroy());
    socket.on("close", () => done());
    socket.write(
      `${head}\r\nHost: ${new URL(url).host}\r\nExpect: 100-continue\r\nContent-Length: 1000\r\n\r\n{"a":`,
    );
  });
}

export type RawAnswer = { status: number; headers: Map<string, string>; body: string };

export function parseRaw(text: string): RawAnswer {
  const end = text.indexOf("\r\n\r\n");
  const [first = "", ...lines] = text.slice(0, end).split("\r\n");
  const headers = lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return { status: Number(first.split(" ")[1]), headers: new Map(headers), body: text.slice(end + 4) };
}
