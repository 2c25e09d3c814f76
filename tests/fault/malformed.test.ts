// Malformed input over any transport: the process stays up, each answer is an envelope, and every failure is logged.

import { request } from "node:http";
import { expect, it, onTestFinished } from "vitest";
import WebSocket from "ws";
import type { Actor } from "../../lib/contract/actor";
import { commands } from "../../lib/contract/commands";
import { errorTable } from "../../lib/contract/errors";
import type { Random } from "../../scripts/seed/random";
import { commandNamed, type Json, requestFor, tokenOf } from "../helpers/api";
import { makeWorld, samples, type World } from "../helpers/samples";
import { testServer } from "../helpers/server";
import { closeClientsAfterEach, connect } from "../helpers/sockets";
import { chance, effort } from "./support/effort";
import { type BrokenRequest, brokenFrame, brokenPoll, spoiled } from "./support/nonsense";

const server = testServer();
closeClientsAfterEach();

const count = effort(4_000, 100_000);
const workers = 8;
const answerWithinMs = 10_000;
const mostGrowthBytes = 400 * 1024 * 1024;
const sample = { id: "999" };

type Envelope = { ok: boolean; data?: unknown; error?: { code: string; message: string } };

function problemOf(envelope: Envelope | undefined): string | null {
  if (envelope?.ok === true) return "data" in envelope ? null : "success without data";
  if (envelope?.ok !== false || !envelope.error) return `no envelope: ${JSON.stringify(envelope)}`;
  const { code, message } = envelope.error;
  if (!(code in errorTable)) return `unknown code ${code}`;
  if (code === "internal") return "internal";
  return /select|insert|postgres|prisma|\bat \/|node_modules/i.test(message) ? `tells ${message}` : null;
}

/** Opens a new connection each time the server closes one. */
class Raw {
  readonly problems: string[] = [];
  private socket: WebSocket | null = null;
  private nextId = 1_000;
  private readonly waiting = new Map<string, (answer: Envelope | null) => void>();

  constructor(private readonly actor: Actor) {}

  async open(): Promise<WebSocket> {
    if (this.socket?.readyState === WebSocket.OPEN) return this.socket;
    const address = `${server.url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`;
    const socket = new WebSocket(address);
    this.socket = socket;
    socket.on("error", () => {});
    socket.on("close", () => {
      for (const answer of [...this.waiting.values()]) answer(null);
      this.waiting.clear();
    });
    await new Promise<void>((done) => {
      socket.once("close", () => done());
      socket.on("message", (data, isBinary) => {
        const frame = isBinary ? "" : data.toString();
        if (frame.startsWith("0")) socket.send(`40${JSON.stringify({ token: tokenOf(this.actor) })}`);
        if (frame.startsWith("40")) done();
        if (frame === "2") socket.send("3");
        if (frame.startsWith("43")) this.hear(frame);
      });
    });
    return socket;
  }

  async frame(frame: string | Buffer): Promise<void> {
    const socket = await this.open();
    if (socket.readyState === WebSocket.OPEN) socket.send(frame);
  }

  /** Returns the reply, or null when the connection ends first. */
  async command(name: string, input: unknown): Promise<Envelope | null> {
    const socket = await this.open();
    if (socket.readyState !== WebSocket.OPEN) return null;
    const id = String(++this.nextId);
    return new Promise((done, fail) => {
      const late = setTimeout(
        () => fail(new Error(`No answer to ${name} ${JSON.stringify(input)}`)),
        answerWithinMs,
      );
      this.waiting.set(id, (answer) => {
        clearTimeout(late);
        this.waiting.delete(id);
        done(answer);
      });
      socket.send(`42${id}${JSON.stringify([name, input])}`);
    });
  }

  close(): void {
    this.socket?.terminate();
  }

  private hear(frame: string): void {
    // JavaScript parses a number of three hundred digits as Infinity or a rounded value.
    const [, id = "", body = "[]"] = /^43([^[]*)(\[.*)$/s.exec(frame) ?? [];
    const [answer] = JSON.parse(body) as [Envelope];
    const problem = problemOf(answer);
    if (problem) this.problems.push(problem);
    this.waiting.get(id)?.(answer);
  }
}

/** Any answer is fine, and so is a closed connection. A hanging request is not. */
function ask({ method, path, headers, body }: BrokenRequest): Promise<{ status: number; text: string }> {
  return new Promise((done, fail) => {
    const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
    const options = { method, headers: { ...headers, ...length }, timeout: answerWithinMs };
    const asked = request(server.url + path, options, (response) => {
      let text = "";
      response.on("data", (part) => {
        text += part;
      });
      response.on("close", () => done({ status: response.statusCode ?? 0, text }));
    });
    asked.on("timeout", () => asked.destroy(new Error(`No answer to ${method} ${path}`)));
    asked.on("error", (error) =>
      error.message.startsWith("No answer") ? fail(error) : done({ status: 0, text: "" }),
    );
    asked.end(body);
  });
}

async function pollingSession(): Promise<string> {
  const { text } = await ask({
    method: "GET",
    path: "/socket.io/?EIO=4&transport=polling",
    headers: {},
  });
  return (JSON.parse(text.slice(1)) as { sid: string }).sid;
}

const live = commands.filter(({ socket }) => socket).map(({ name }) => name);
/** Commands that would end the session of the sender. */
const routes = commands.filter(({ http, name }) => http && name !== "token:revoke").map(({ name }) => name);

async function sendNonsense(random: Random, world: World, raw: Raw, sid: string): Promise<void> {
  const kind = random.below(10);
  if (kind < 4) return raw.frame(brokenFrame(random));
  if (kind < 8) {
    const name = random.pick(live);
    const [right] = await inputsOf(name, world);
    return void (await raw.command(name, spoiled(random, right ?? sample)));
  }
  if (kind < 9) {
    const { status } = await ask(brokenPoll(random, sid));
    return void expect(status, "of polling").toBeLessThan(500);
  }
  const name = random.pick(routes);
  const [right] = await inputsOf(name, world);
  const wrong = spoiled(random, right ?? sample);
  const input = typeof wrong === "object" && wrong !== null ? { ...right, ...wrong } : { ...right };
  const made = asRequest(name, input as Json);
  if (!made) return;
  const { method, path, body } = made;
  const { text, status } = await ask({
    method,
    path,
    headers: { "content-type": "application/json", authorization: `Bearer ${tokenOf(world.customer)}` },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  expect(status, `${method} ${path}`).not.toBe(500);
  // An empty segment makes a different path, and the framework redirects to it.
  if (status === 0 || status === 308) return;
  expect(text, `${status} to ${method} ${path}`).toMatch(/^\{/);
  expect(problemOf(JSON.parse(text)), `${method} ${path}`).toBeNull();
}

/** Returns null for text that cannot be written into an address, such as half of a character. */
function asRequest(name: (typeof routes)[number], input: Json) {
  try {
    return requestFor(commandNamed(name), input);
  } catch {
    return null;
  }
}

const inputs = new Map<string, Promise<Json[]>>();

/** Made once, because most samples need rows of their own. */
function inputsOf(name: (typeof live)[number], world: World): Promise<Json[]> {
  const known = inputs.get(name);
  if (known) return known;
  const all = samples[name](world).then((given) => given.map(({ input }) => input as Json));
  inputs.set(name, all);
  return all;
}

/** Measures used memory after garbage collection. The rest of the process's memory belongs to the engine. */
async function memoryBytes(): Promise<number> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return Number(/parley_process_memory_bytes\{kind="heap_used"\} (\d+)/.exec(text)?.[1]);
}

it(`${count} broken frames, packets and inputs leave the process up, and each failure is logged`, async () => {
  const random = chance("malformed input");
  const world = await makeWorld();
  // Taken before any malformed input, because some of it blocks the other side.
  for (const name of new Set([...live, ...routes])) await inputsOf(name, world);
  const { pid } = server;
  const sids = await Promise.all(Array.from({ length: workers }, pollingSession));
  const before = await memoryBytes();
  let left = count;
  const raws = sids.map((_, index) => new Raw(index % 2 ? world.seller : world.customer));
  onTestFinished(() => {
    for (const raw of raws) raw.close();
  });
  await Promise.all(
    raws.map(async (raw, index) => {
      while (left-- > 0) {
        await sendNonsense(random, world, raw, sids[index] ?? "");
        // Either this connection still answers, or it was closed and the next one answers.
        if (left % 50 === 0) {
          const answer = (await raw.command("me:unread", {})) ?? (await raw.command("me:unread", {}));
          expect(answer).toMatchObject({ ok: true });
        }
      }
    }),
  );
  expect(raws.flatMap(({ problems }) => problems)).toEqual([]);
  expect((await fetch(`${server.url}/api/health`)).status).toBe(200);
  expect((await memoryBytes()) - before).toBeLessThan(mostGrowthBytes);
  const client = await connect(server.url, world.seller);
  expect(await client.call("conversation:list", {})).toMatchObject({ ok: true });
  expect(server.pid).toBe(pid);
  expect(server.errors).toEqual([]);
  expect(server.lines.filter((line) => !/Parley is ready|RATE LIMITS/.test(line))).toEqual([]);
}, 1_800_000);
