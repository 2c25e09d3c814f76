// Two Parley nodes with one Postgres and one Redis (REDIS_URL): in normal operation and when a node dies.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { limits } from "../../lib/contract/limits";
import { prisma, rows } from "../../lib/server/db";
import { canRun, testCluster } from "../helpers/cluster";
import { makeUser } from "../helpers/people";
import { type Client, closeClientsAfterEach, connect } from "../helpers/sockets";
import { over } from "../helpers/talk";
import { until } from "../helpers/until";

const cluster = testCluster(2);
closeClientsAfterEach();

const here = () => cluster.node(0);
const there = () => cluster.node(1);
const { apart, send, hears, watch, told, isShownOnline } = over(here, there);

const places = async (userId: string) =>
  (await cluster.redis.ask("SMEMBERS", `parley:presence:at:${userId}`)) as string[];

describe.skipIf(!canRun)("two nodes", () => {
  it("deliver to each other's clients at once and in order, including messages sent over HTTP", async () => {
    const { scene, customer, seller } = await apart();
    const texts = Array.from({ length: 30 }, (_, index) => `message ${index}`);
    for (const text of texts) void send(customer, scene, text);
    await hears(seller, "message 29");
    const heard = seller.all("message:sent").map(({ message }) => message);
    expect(heard.map(({ text }) => text)).toEqual(["we have met", ...texts]);
    expect(heard.map(({ seq }) => seq)).toEqual(heard.map((_, index) => index + 1));
    await seller.fact("unread:changed", ({ messages }) => messages === 31);

    const startedAt = performance.now();
    await fetch(`${here().url}/api/conversations/${scene.conversation.id}/messages`, {
      method: "POST",
      headers: { "content-type": "application/json", ...here().bearer(scene.customer) },
      body: JSON.stringify({ id: randomUUID(), text: "by HTTP" }),
    });
    await hears(seller, "by HTTP");
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  it("let a customer who became a seller on one node act as a seller on the other with the next command", async () => {
    const customer = await makeUser("CUSTOMER");
    const [acting, other] = [await connect(here().url, customer), await connect(there().url, customer)];
    expect(await other.call("quick-reply:list", {})).toMatchObject({ error: { code: "forbidden" } });
    const offer = {
      kind: "PRODUCT",
      title: "A bicycle",
      priceMinor: 100,
      currency: "EUR",
      becomeSeller: true,
    };
    expect(await acting.call("listing:create", offer)).toMatchObject({ ok: true });
    expect(await other.call("quick-reply:list", {})).toMatchObject({ ok: true });
    await other.fact("account:changed", ({ user }) => user.role === "SELLER");
  });

  it("tell each other who is typing", async () => {
    const { scene, customer, seller } = await apart();
    await customer.call("typing:set", { conversationId: scene.conversation.id, typing: true });
    await seller.fact("typing:changed", ({ typing }) => typing);
    await seller.fact("typing:changed", ({ typing }) => !typing);
  });

  it("tell each other about each person's arrival and departure once", async () => {
    const { scene, customer, seller } = await apart();
    expect(await watch(seller, scene.customer)).toMatchObject({ data: { items: [{ online: true }] } });
    expect(await isShownOnline(there(), scene.seller, scene.customer)).toBe(true);
    const laptop = await connect(there().url, scene.customer);
    await until("both places", async () => (await places(scene.customer.userId)).length === 2);
    customer.close();
    await until("one place", async () => (await places(scene.customer.userId)).length === 1);
    expect(await isShownOnline(here(), scene.seller, scene.customer)).toBe(true);
    laptop.close();
    await until("word of the going", () => told(seller, scene.customer).length > 0);
    expect(await isShownOnline(here(), scene.seller, scene.customer)).toBe(false);
    await connect(here().url, scene.customer);
    await until("word of the coming", () => told(seller, scene.customer).length > 1);
    expect(told(seller, scene.customer)).toEqual([false, true]);
  });

  it("limit one person's connections over both nodes together", async () => {
    const actor = await makeUser("CUSTOMER");
    const clients: Client[] = [];
    for (let index = 0; index <= limits.connectionsPerUser; index++)
      clients.push(await connect((index % 2 ? there() : here()).url, actor));
    const [oldest, ...others] = clients;
    expect(await oldest?.fact("session:ended")).toEqual({ reason: "too_many_connections" });
    await oldest?.closed();
    expect(others.every(({ socket }) => socket.connected)).toBe(true);
  });

  it("close only the connections above the limit when many arrive at once", async () => {
    const actor = await makeUser("CUSTOMER");
    const surplus = 10;
    const clients = await Promise.all(
      Array.from({ length: limits.connectionsPerUser + surplus }, (_, index) =>
        connect((index % 2 ? there() : here()).url, actor),
      ),
    );
    const ended = () => clients.filter(({ socket }) => !socket.connected);
    await until("the end of what is too many", () => ended().length >= surplus);
    const counted = () => cluster.redis.ask("ZCARD", `parley:presence:sockets:${actor.userId}`);
    await until("the count", async () => Number(await counted()) === limits.connectionsPerUser);
    const others = clients.filter(({ socket }) => socket.connected);
    await Promise.all(others.map((client) => client.call("me:unread", {})));
    expect(ended()).toHaveLength(surplus);
  });

  it("close each other's connections when the session ends", async () => {
    const actor = await makeUser("CUSTOMER");
    const client = await connect(there().url, actor);
    const startedAt = performance.now();
    await fetch(`${here().url}/api/tokens`, { method: "DELETE", headers: here().bearer(actor) });
    expect(await client.fact("session:ended")).toEqual({ reason: "signed_out" });
    await client.closed();
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it("end the connections of a suspended user within two seconds", async () => {
    const actor = await makeUser("CUSTOMER");
    const clients = [await connect(here().url, actor), await connect(there().url, actor)];
    const startedAt = performance.now();
    await rows({ name: "", text: 'UPDATE "User" SET "suspendedAt" = now() WHERE id = $1' }, [actor.userId]);
    for (const client of clients) await client.closed();
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it("refuse a message in a conversation that was just blocked on the other node", async () => {
    const { scene, customer, seller } = await apart();
    await seller.call("conversation:block", { conversationId: scene.conversation.id });
    expect(await send(customer, scene, "still there?")).toMatchObject({ error: { code: "blocked" } });
    await customer.fact("conversation:changed", ({ conversation }) => conversation.status === "BLOCKED");
  });

  it("share a rate, so that two connections allow no more than one", async () => {
    const { customer, scene } = await apart();
    const elsewhere = await connect(there().url, scene.customer);
    const startedAt = performance.now();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 ? customer : elsewhere).call("message:search", { q: "met" }),
      ),
    );
    const refilled = ((performance.now() - startedAt) / 1_000) * 5;
    const allowed = answers.filter(({ ok }) => ok).length;
    expect(allowed).toBeGreaterThanOrEqual(5);
    expect(allowed).toBeLessThanOrEqual(5 + Math.ceil(refilled));
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ error: { code: "rate_limited" } });
  });

  it("share the exact count of failed sign-ins, also when all arrive at once", async () => {
    const email = `guessed-${randomUUID()}@parley.test`;
    const guess = async (url: string) => {
      const body = JSON.stringify({ email, password: "a wrong guess" });
      const headers = { "content-type": "application/json" };
      return (await fetch(`${url}/api/tokens`, { method: "POST", headers, body })).status;
    };
    const urls = Array.from({ length: 16 }, (_, index) => (index % 2 ? here() : there()).url);
    const statuses = await Promise.all(urls.map(guess));
    expect(statuses.filter((status) => status === 401)).toHaveLength(limits.signInFailures);
    expect(statuses.filter((status) => status === 429)).toHaveLength(16 - limits.signInFailures);
  });

  it("notice that a third node was killed, and one of them announces its users once", async () => {
    const third = await cluster.addNode();
    const { scene, customer, seller } = await apart();
    const [lost, both] = [scene.customer, scene.seller];
    customer.close();
    await until("the customer's place to be free", async () => (await places(lost.userId)).length === 0);
    const watchers = [await connect(here().url, both), await connect(there().url, both)];
    const [last] = await Promise.all([connect(third.url, lost), connect(third.url, both)]);
    await until("the third node's word", async () => (await places(both.userId)).length === 3);
    await send(last, scene, "from the third");
    for (const watcher of watchers) await hears(watcher, "from the third");
    for (const watcher of watchers) await watch(watcher, lost, both);
    const killedAt = new Date();
    await third.kill();
    for (const watcher of watchers)
      await until("word of the going", () => told(watcher, lost).includes(false), 12_000);
    expect(Date.now() - killedAt.getTime()).toBeLessThan(12_000);

    // Once the dead node's entries are gone, no node announces them again. Earlier facts arrive before these.
    await until(
      "the last of it",
      async () => (await cluster.redis.ask("ZCARD", "parley:presence:nodes")) === 2,
    );
    await Promise.all([send(seller, scene, "from there"), send(watchers[0] as Client, scene, "from here")]);
    for (const watcher of watchers) {
      await Promise.all([hears(watcher, "from there"), hears(watcher, "from here")]);
      expect(told(watcher, lost)).toEqual([false]);
      expect(told(watcher, both)).toEqual([]);
    }
    const seen = async () =>
      (await prisma().user.findUniqueOrThrow({ where: { id: lost.userId } })).lastSeenAt;
    await until("the time of the last sign of life", async () => {
      const at = await seen();
      return at !== null && Math.abs(at.getTime() - killedAt.getTime()) < 3_000;
    });
  });

  it("accept a third node again after it stood still and was taken for dead", async () => {
    const third = await cluster.addNode();
    const { scene, customer, seller } = await apart();
    customer.close();
    const held = await connect(third.url, scene.customer);
    await until("the third node's word", async () => (await places(scene.customer.userId)).length === 2);
    await until("one place", async () => (await places(scene.customer.userId)).length === 1);
    await watch(seller, scene.customer);
    third.hang();
    await until("word of the going", () => told(seller, scene.customer).includes(false), 12_000);
    await send(seller, scene, "where are you?");
    third.wake();
    await hears(held, "where are you?");
    await until("word of the coming", () => told(seller, scene.customer).includes(true));
    expect(told(seller, scene.customer)).toEqual([false, true]);
    await third.stop();
  });

  it("say nothing about users who are still online elsewhere when a node shuts down in order", async () => {
    const leaving = await cluster.addNode();
    const { scene, customer, seller } = await apart();
    await watch(seller, scene.customer);
    const moving = await connect(leaving.url, scene.customer);
    await until("both places", async () => (await places(scene.customer.userId)).length === 2);
    customer.close();
    await until("one place", async () => (await places(scene.customer.userId)).length === 1);
    const ended = moving.closed();
    await leaving.stop();
    await ended;
    await connect(here().url, scene.customer);
    await until(
      "one place again",
      async () => {
        const [place, other] = await places(scene.customer.userId);
        return place !== undefined && other === undefined;
      },
      12_000,
    );
    await send(seller, scene, "are you still there?");
    await hears(seller, "are you still there?");
    expect(told(seller, scene.customer)).toEqual([]);
  });
});
