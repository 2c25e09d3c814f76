// Every route with every kind of invalid request: the answer is the contract's code in its envelope, never an internal
// error, and nothing is stored.
import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { beforeEach, describe, expect, it } from "vitest";
import type { Command } from "../../../lib/contract/command";
import type { CommandName } from "../../../lib/contract/commands";
import { Api, commandNamed, type Json, requestFor, routed, type Sent } from "../../helpers/api";
import { faults } from "../../helpers/bad-input";
import { fingerprint } from "../../helpers/fingerprint";
import { makeWorld, samples, type World } from "../../helpers/samples";
import { testServer } from "../../helpers/server";
import { leavesOf, withValue } from "../../helpers/spoil";

const server = testServer();
const api = new Api(server);
const atOnce = 6;
const shownProblems = 20;

/** Each test has its own world, because a fault that is accepted may end a session or a conversation. */
let world: World;
beforeEach(async () => {
  world = await makeWorld();
});

const describeRequest = ({ method, path, body, headers }: Sent) =>
  `${method} ${path.slice(0, 160)} ${JSON.stringify(headers ?? {})} ${String(
    typeof body === "object" ? JSON.stringify(body) : (body ?? ""),
  ).slice(0, 160)}`;

/** Sends all requests, a few at once, and returns the problems of the answers. */
async function problemsWith(requests: readonly Sent[], expected: readonly string[]): Promise<string[]> {
  const problems: string[] = [];
  const queue = [...requests];
  const work = async () => {
    for (let request = queue.pop(); request; request = queue.pop()) {
      try {
        const { body } = await api.send(request);
        const code = body.ok ? "ok" : body.error.code;
        if (!expected.includes(code)) problems.push(`${describeRequest(request)} -> ${code}`);
      } catch (error) {
        problems.push(`${describeRequest(request)} -> ${(error as Error).message.slice(0, 300)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return problems;
}

async function samplesOf(name: CommandName) {
  const made = await samples[name](world);
  return made.map(({ caller, input }) => ({ caller, input: input as Json }));
}

describe("invalid input is refused, and nothing is stored", () => {
  const tried = new Map(faults.map(({ name }) => [name, 0]));

  it.each(routed)("%s", async (name) => {
    const command = commandNamed(name);
    const given = await samplesOf(name);
    const before = await fingerprint(server.database.database);
    const problems: string[] = [];
    for (const fault of faults) {
      // A request with a wrong email is not authenticated.
      const expected = name === "token:create" ? [...fault.expected, "unauthenticated"] : fault.expected;
      const requests = given.flatMap(({ caller, input }) =>
        fault.make(command, input).map((request) => ({ caller, ...request })),
      );
      tried.set(fault.name, (tried.get(fault.name) ?? 0) + requests.length);
      const found = await problemsWith(requests, expected);
      problems.push(...found.map((problem) => `${fault.name}: ${problem}`));
    }
    expect(problems.slice(0, shownProblems)).toEqual([]);
    expect(await fingerprint(server.database.database)).toEqual(before);
  });

  it("in every listed way", () => {
    for (const [fault, count] of tried) expect(count, fault).toBeGreaterThan(4);
  });
});

describe("an id of another kind of object", () => {
  /** The author chooses the id of a message or a note, so any id is valid there. */
  const isChosen = (keys: readonly (string | number)[], { name }: Command) =>
    keys.at(-1) === "id" && !name.startsWith("quick-reply");

  it.each(routed)("is not_found to %s", async (name) => {
    const command = commandNamed(name);
    const requests = (await samplesOf(name)).flatMap(({ caller, input }) =>
      leavesOf(command, input)
        .filter(({ keys, value }) => /^[0-9a-f-]{36}$/.test(String(value)) && !isChosen(keys, command))
        .flatMap(({ keys }) =>
          [world.strangers.customer.userId, world.admin.userId, randomUUID()].map((id) => ({
            caller,
            ...requestFor(command, withValue(input, keys, id)),
          })),
        ),
    );
    const before = await fingerprint(server.database.database);
    // A list that is filtered by an unknown id is empty and not an error.
    const expected = command.http?.method === "GET" ? ["not_found", "ok"] : ["not_found", "forbidden"];
    expect(await problemsWith(requests, expected)).toEqual([]);
    expect(await fingerprint(server.database.database)).toEqual(before);
  });
});

describe("valid input is accepted, so only the fault was refused", () => {
  it.each(routed)("%s", async (name) => {
    for (const { caller, input } of await samplesOf(name)) {
      const { body } = await api.request(name, caller, input);
      expect(body).toMatchObject({ ok: true });
    }
  });
});

describe("a text of 5,000 characters is accepted in every text field and comes back unchanged", () => {
  const texts = {
    letters: "x".repeat(5_000),
    "emoji, each of them two units long": "😀".repeat(5_000),
    "lines and quotes": '\n"\\'.repeat(1_666),
  };

  it.each(Object.entries(texts))("%s", async (_, text) => {
    const { customer, seller, conversation, message, listingId } = world;
    const conversationId = conversation.id;
    const sent = await api.call("message:send", customer, { conversationId, id: randomUUID(), text });
    const edited = await api.call("message:edit", customer, { messageId: message.id, text });
    const shortcut = `long-${randomUUID().slice(0, 8)}`;
    const { quickReply } = await api.call("quick-reply:create", seller, { shortcut, text });
    const { listing } = await api.call("listing:update", seller, { listingId, description: text });
    const { items } = await api.call("message:list", seller, { conversationId });
    const stored = items.filter(({ id }) => [sent.message.id, edited.message.id].includes(id));
    const all = [...stored, sent.message, edited.message, quickReply].map((each) => each.text);
    expect(new Set([...all, listing.description])).toEqual(new Set([text]));
    expect(stored.length).toBe(2);
  });

  it("even when each of them is written as an escape", async () => {
    const { customer, conversation } = world;
    const text = String.raw`\ud83d\ude00`.repeat(5_000);
    const { body } = await api.send({
      method: "POST",
      path: `/api/conversations/${conversation.id}/messages`,
      caller: customer,
      body: `{"id":"${randomUUID()}","text":"${text}"}`,
    });
    expect(body).toMatchObject({ ok: true, data: { message: { text: "😀".repeat(5_000) } } });
  });
});

describe("a refusal", () => {
  it("names each invalid field, and does not reveal how it was checked", async () => {
    const { seller } = world;
    const { body, text } = await api.request("listing:create", seller, { kind: "BOAT", priceMinor: "free" });
    if (body.ok) throw new Error("It was accepted.");
    const paths = body.error.details?.map(({ path }) => path);
    expect(paths).toEqual(["kind", "title", "priceMinor", "currency"]);
    expect(text).not.toMatch(/prisma|zod|select|insert|column|relation|node_modules|\.ts\b/i);
  });

  it("says what would be valid, one sentence for each field", async () => {
    const { customer, seller, conversation } = world;
    const { id } = conversation;
    const told = async (method: string, path: string, body?: unknown, caller = customer) => {
      const answer = await api.send({ method, path, caller, body });
      return answer.body.ok
        ? []
        : (answer.body.error.details ?? []).map((each) => Object.values(each).join(": "));
    };
    expect(await told("GET", "/api/conversations?limit=99999999999999999999&status=open&colour=red")).toEqual(
      [
        "status: Must be ACTIVE or ARCHIVED or BLOCKED or ENDED.",
        "limit: Must be at most 9007199254740991.",
        "colour: Is not known here.",
      ],
    );
    expect(await told("GET", "/api/conversations?limit=abc")).toEqual(["limit: Must be a number."]);
    expect(await told("PUT", `/api/conversations/${id}/read`, { seq: 1.5 })).toEqual([
      "seq: Must be a whole number.",
    ]);
    expect(await told("GET", "/api/search?before=yesterday")).toEqual([
      "q: Is missing.",
      "before: Must be a time such as 2026-01-31T09:05:00Z.",
    ]);
    const tags = Array.from({ length: 21 }, (_, index) => `tag ${index}`);
    expect(await told("PATCH", `/api/conversations/${id}`, { tags, archived: "yes" }, seller)).toEqual([
      "tags: Must be at most 20 entries.",
      "archived: Must be true or false.",
    ]);
    const message = { id: randomUUID(), text: null };
    const messages = `/api/conversations/${id}/messages`;
    expect(await told("POST", messages, message)).toEqual(["text: Must be text."]);
    expect(await told("POST", messages, { ...message, type: "VIDEO" })).toEqual(["type: Must be TEXT."]);
    expect(await told("POST", "/api/users", { email: "me", password: "1234567", name: "\u200b" })).toEqual([
      "email: Must be an email address.",
      "password: Must be at least 8 characters.",
      "name: Must not be empty.",
      "role: Must be CUSTOMER or SELLER.",
    ]);
  });

  it("says that a body is compressed, and what a token is needed for", async () => {
    const { customer } = world;
    const packed = await api.send({
      method: "PATCH",
      path: "/api/me",
      caller: customer,
      headers: { "content-encoding": "gzip" },
      body: gzipSync("{}"),
    });
    expect(packed.body).toMatchObject({
      error: { code: "unsupported_media", message: "Send the body uncompressed." },
    });
    const unknown = await api.send({ method: "GET", path: "/api/me" });
    expect(unknown.headers.get("www-authenticate")).toBe("Bearer");
  });

  it("handles addresses that were encoded twice", async () => {
    const { customer, message } = world;
    const react = (emoji: string) =>
      api.send({ method: "PUT", path: `/api/messages/${message.id}/reactions/${emoji}`, caller: customer });
    expect((await react(encodeURIComponent("👍"))).status).toBe(200);
    expect((await react(encodeURIComponent(encodeURIComponent("👍")))).status).toBe(400);
  });

  it("is never longer than a page, for any number of faults", async () => {
    const { customer, conversation } = world;
    const surplus = Object.fromEntries(
      Array.from({ length: 2_000 }, (_, index) => [`field-${index}`, index]),
    );
    const { text } = await api.request("message:send", customer, {
      conversationId: conversation.id,
      ...surplus,
    });
    expect(text.length).toBeLessThan(10_000);
  });

  it("logs no internal error", () => {
    expect(server.errors).toEqual([]);
  });
});
