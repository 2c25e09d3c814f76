// All live commands and facts are tried with people who must not see them, over WebSocket and over polling.
// (tests/integration/http/access.test.ts tries every command over HTTP.)
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Actor } from "../../lib/contract/actor";
import { type CommandName, commands } from "../../lib/contract/commands";
import type { Conversation } from "../../lib/contract/entities";
import type { FactName } from "../../lib/contract/facts";
import { openConversation } from "../../lib/domain/conversation/open-conversation";
import { accessTable, type Code } from "../helpers/access-table";
import { Api, commandNamed, type Json, requestFor, routed, tokenOf } from "../helpers/api";
import { fingerprint } from "../helpers/fingerprint";
import { makeListing, makeUser, say } from "../helpers/people";
import { makeWorld, samples, type World } from "../helpers/samples";
import { testServer } from "../helpers/server";
import { type Client, closeClientsAfterEach, connect, openSocket, refusal } from "../helpers/sockets";

const server = testServer();
const api = new Api(server);
closeClientsAfterEach();

const transports = ["websocket", "polling"] as const;
type Transport = (typeof transports)[number];
const over = (transport: Transport, actor: Actor) =>
  connect(server.url, actor, { transports: [transport], upgrade: false });
const stored = () => fingerprint(server.database.database);

const live = commands.filter(({ socket }) => socket).map(({ name }) => name);
const cases = transports.flatMap((transport) => live.map((name) => [name, transport] as const));

async function setScene(name: CommandName, transport: Transport) {
  const world = await makeWorld();
  const [sample] = await samples[name](world);
  if (!sample) throw new Error(`${name} has no sample.`);
  const owner = sample.caller ?? world.customer;
  const codeFor = async (actor: Actor): Promise<Code> => {
    const client = await over(transport, actor);
    const answer = await client.call(name, sample.input);
    client.close();
    return answer.ok ? "ok" : answer.error.code;
  };
  return { world, owner, codeFor };
}

const otherSideOf = ({ customer, seller }: World, owner: Actor) =>
  owner.userId === customer.userId ? seller : customer;

describe("a command", () => {
  it("over a socket has its entry in the access table", () => {
    expect(live.filter((name) => !(name in accessTable))).toEqual([]);
    expect(live.length).toBeGreaterThan(25);
  });

  it.each(cases)("%s over %s gives each caller only their own data", async (name, transport) => {
    const { strangeCustomer, strangeSeller, otherSide, admin } = accessTable[name];
    const first = await setScene(name, transport);
    const before = await stored();
    const { customer, seller } = first.world.strangers;
    if (strangeCustomer !== "ok") expect(await first.codeFor(customer), "stranger").toBe(strangeCustomer);
    if (strangeSeller !== "ok") expect(await first.codeFor(seller), "strange seller").toBe(strangeSeller);
    expect(await stored()).toEqual(before);
    if (strangeCustomer === "ok") expect(await first.codeFor(customer), "stranger").toBe("ok");
    const second = await setScene(name, transport);
    if (strangeSeller === "ok")
      expect(await second.codeFor(second.world.strangers.seller), "strange seller").toBe("ok");
    const third = await setScene(name, transport);
    const other = otherSideOf(third.world, third.owner);
    expect(await third.codeFor(other), "the other side").toBe(otherSide);
    const fourth = await setScene(name, transport);
    expect(await fourth.codeFor(fourth.world.admin), "an admin").toBe(admin);
  });
});

type Stage = {
  world: World;
  conversationId: string;
  members: { customer: Client; seller: Client };
  /** Strangers, another customer of the same seller, another seller of the same customer, and an admin. */
  outsiders: Client[];
};

async function setStage(transport: Transport): Promise<Stage> {
  const world = await makeWorld();
  const [otherCustomer, otherSeller] = [await makeUser("CUSTOMER"), await makeUser("SELLER")];
  const meet = async (customer: Actor, seller: Actor) => {
    const { data } = await openConversation(customer, { listingId: await makeListing(seller) });
    await say(customer, data.conversation.id, "Hello");
  };
  await meet(otherCustomer, world.seller);
  await meet(world.customer, otherSeller);
  const others = [world.strangers.customer, world.strangers.seller, otherCustomer, otherSeller, world.admin];
  return {
    world,
    conversationId: world.conversation.id,
    members: {
      customer: await over(transport, world.customer),
      seller: await over(transport, world.seller),
    },
    outsiders: await Promise.all(others.map((actor) => over(transport, actor))),
  };
}

/** Causes the fact and waits until it has reached its receivers. */
type Trigger = (stage: Stage, transport: Transport) => Promise<void>;

const sendTo = async ({ members, conversationId }: Stage) => {
  const id = randomUUID();
  await members.customer.call("message:send", { id, conversationId, text: "a secret" });
  await members.seller.fact("message:sent", ({ message }) => message.id === id);
  return id;
};

/** A new fact does not compile without its list of receivers. */
const triggers: { readonly [N in FactName]: Trigger } = {
  "session:ready": async ({ members, world }) => {
    for (const [client, { userId, sessionId }] of [
      [members.customer, world.customer],
      [members.seller, world.seller],
    ] as const)
      expect(client.all("session:ready")).toMatchObject([{ userId, sessionId }]);
  },
  "message:sent": async (stage) => void (await sendTo(stage)),
  "message:changed": async ({ members, world }) => {
    await members.customer.call("message:react", { messageId: world.answer.id, emoji: "👍" });
    await members.seller.fact("message:changed");
  },
  "conversation:changed": async ({ members, conversationId }) => {
    const tags = ["not for customers"];
    await members.seller.call("conversation:update", { conversationId, tags, priority: "URGENT" });
    const isFor = (wanted: string[]) => (payload: { conversation: Conversation }) =>
      JSON.stringify(payload.conversation.tags) === JSON.stringify(wanted);
    await members.seller.fact("conversation:changed", isFor(tags));
    await members.seller.call("conversation:update", { conversationId, status: "ENDED" });
    const seen = await members.customer.fact("conversation:changed");
    // The customer's first fact is of the status: the seller's private change has told the customer nothing.
    expect(seen.conversation).toMatchObject({ tags: [], priority: "NORMAL", status: "ENDED" });
  },
  "member:changed": async ({ members, conversationId }) => {
    await members.seller.call("conversation:read", { conversationId, seq: 1 });
    await members.customer.fact("member:changed");
  },
  "typing:changed": async ({ members, conversationId }) => {
    await members.customer.call("typing:set", { conversationId, typing: true });
    await members.seller.fact("typing:changed");
  },
  "presence:changed": async ({ world, members, outsiders }, transport) => {
    const absent = await makeUser("CUSTOMER");
    const { data } = await openConversation(absent, { listingId: world.listingId });
    await say(absent, data.conversation.id, "Hello");
    const userIds = [absent.userId];
    for (const client of [members.seller, ...outsiders]) await client.call("presence:watch", { userIds });
    await over(transport, absent);
    await members.seller.fact("presence:changed", ({ userId }) => userId === absent.userId);
  },
  "unread:changed": async (stage) => {
    await sendTo(stage);
    await stage.members.seller.fact("unread:changed");
  },
  "account:changed": async ({ members, world }) => {
    const offer = {
      kind: "PRODUCT",
      title: "A bicycle",
      priceMinor: 100,
      currency: "EUR",
      becomeSeller: true,
    };
    await members.customer.call("listing:create", offer);
    const { user } = await members.customer.fact("account:changed");
    expect(user).toMatchObject({ id: world.customer.userId, role: "SELLER" });
    expect(members.seller.all("account:changed")).toEqual([]);
  },
  // Carries no data. The Redis outage tests check that it reaches only clients that missed something.
  "sync:required": async (stage) => void (await sendTo(stage)),
  "session:ended": async ({ members, world }) => {
    await api.request("token:revoke", { token: tokenOf(world.customer) });
    await members.customer.fact("session:ended");
    await members.customer.closed();
    expect(members.seller.socket.connected).toBe(true);
  },
};

/** An admin may see who is online, and so receives it. */
const toAdmins: readonly FactName[] = ["presence:changed"];
const factCases = transports.flatMap((transport) =>
  (Object.keys(triggers) as FactName[]).map((name) => [name, transport] as const),
);

describe("a fact", () => {
  it.each(factCases)("%s over %s reaches only its receivers", async (name, transport) => {
    const stage = await setStage(transport);
    await triggers[name](stage, transport);
    for (const outsider of stage.outsiders) {
      // Facts are ordered, so earlier ones have arrived by the time of this answer.
      expect(await outsider.call("conversation:list", {})).toMatchObject({ ok: true });
      const isAdmin = outsider === stage.outsiders.at(-1);
      const allowed: readonly FactName[] = ["session:ready", ...(isAdmin ? toAdmins : [])];
      expect(outsider.told.filter((fact) => !allowed.includes(fact.name))).toEqual([]);
      expect(outsider.socket.connected).toBe(true);
    }
  });
});

const foreignOrigins = (own: string) => [
  "https://evil.example",
  "null",
  `${own}.evil.example`,
  own.replace(/:\d+$/, ":1"),
  own.replace("http:", "https:").replace(/:\d+$/, ""),
];

describe("a page of another origin", () => {
  it.each(transports)("cannot connect over %s, with a cookie or with a token", async (transport) => {
    const { email, password } = await api.signUp("CUSTOMER");
    const { cookie } = await api.signInWithCookie(email, password);
    const token = tokenOf(await makeUser("CUSTOMER"));
    for (const origin of foreignOrigins(server.url)) {
      for (const way of ["cookie", "token"]) {
        const extraHeaders: Record<string, string> = way === "cookie" ? { origin, cookie } : { origin };
        const auth = way === "token" ? { token } : {};
        const options = { transports: [transport], extraHeaders };
        const error = await refusal(openSocket(server.url, auth, options));
        expect(error.message, origin).toMatch(/websocket error|xhr poll error/);
      }
    }
    const options = { transports: [transport], extraHeaders: { origin: server.url, cookie } };
    const own = openSocket(server.url, {}, options);
    await new Promise<void>((done, fail) => {
      own.once("connect", done);
      own.once("connect_error", fail);
    });
    own.disconnect();
  });

  const changing = routed.filter((name) => commandNamed(name).http?.method !== "GET");

  it.each(changing)("cannot call %s with a cookie", async (name) => {
    const { email, password } = await api.signUp("CUSTOMER");
    const caller = await api.signInWithCookie(email, password);
    const world = await makeWorld();
    const [sample] = await samples[name](world);
    const before = await stored();
    for (const origin of foreignOrigins(server.url)) {
      const request = requestFor(commandNamed(name), (sample?.input ?? {}) as Json);
      const { body } = await api.send({ ...request, caller, headers: { origin } });
      expect(body).toMatchObject({ ok: false, error: { code: "forbidden" } });
    }
    expect(await stored()).toEqual(before);
  });
});

it("logs no internal error", () => {
  expect(server.errors).toEqual([]);
});
