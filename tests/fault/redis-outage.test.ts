// Several nodes whose Redis (REDIS_URL) is killed, hangs, or is unreachable for one of them.
import { describe, expect, it } from "vitest";
import type { Actor } from "../../lib/contract/actor";
import { rows } from "../../lib/server/db";
import { canRun, type Node, testCluster } from "../helpers/cluster";
import { makeUser } from "../helpers/people";
import { Wire } from "../helpers/redis";
import { type Client, closeClientsAfterEach, connect } from "../helpers/sockets";
import { over } from "../helpers/talk";
import { until } from "../helpers/until";

const cluster = testCluster(2);
closeClientsAfterEach();

const here = () => cluster.node(0);
const there = () => cluster.node(1);
const { apart, send, hears, watch, told, isShownOnline } = over(here, there);

const mostMs = 1_000;
const redisIs = async (state: "ok" | "down", ...nodes: Node[]) => {
  for (const node of nodes)
    await until(`Redis to be ${state}`, async () => {
      const { status, redis } = await node.ready();
      expect(status).toBe(200);
      return redis === state;
    });
};
const took = async (act: () => Promise<unknown>) => {
  const startedAt = performance.now();
  await act();
  return performance.now() - startedAt;
};
const syncs = (client: Client) => client.all("sync:required").length;
const isTold = (client: Client, user: Actor, online: boolean) =>
  until(
    `the fact that the user is ${online ? "online" : "offline"}`,
    () => told(client, user).at(-1) === online,
    15_000,
  );

describe.skipIf(!canRun)("while Redis is down", () => {
  it("each node serves its own clients, and all clients catch up afterwards", async () => {
    const { scene, customer, seller } = await apart();
    const phone = await connect(here().url, scene.customer);
    const errorsBefore = [here().errors.length, there().errors.length];
    await cluster.redis.kill();
    await redisIs("down", here(), there());

    expect(await took(() => send(customer, scene, "is anybody there?"))).toBeLessThan(mostMs);
    expect(await took(() => hears(phone, "is anybody there?"))).toBeLessThan(mostMs);
    for (let index = 0; index < 20; index++) await send(customer, scene, `word ${index}`);
    await hears(phone, "word 19");
    expect(seller.all("message:sent")).toHaveLength(1);
    expect(await isShownOnline(here(), scene.seller, scene.customer)).toBe(true);
    expect(syncs(seller)).toBe(0);

    await cluster.redis.start();
    for (const client of [customer, phone, seller]) await client.fact("sync:required");
    const conversations = [{ id: scene.conversation.id, rev: 1 }];
    const answer = await seller.call<{ conversations: [{ messages: unknown[] }] }>("sync", { conversations });
    expect(answer.ok && answer.data.conversations[0].messages).toHaveLength(21);
    await redisIs("ok", here(), there());
    await send(customer, scene, "there you are");
    await hears(seller, "there you are");
    await send(seller, scene, "so I am");
    await hears(phone, "so I am");
    for (const [index, node] of [here(), there()].entries()) {
      expect(node.errors.slice(errorsBefore[index])).toEqual([
        expect.stringContaining("Redis cannot be reached"),
      ]);
    }
  });

  it("sign-out, suspension and block act on other nodes within two seconds", async () => {
    const { scene, customer, seller } = await apart();
    const [leaver, suspect] = [await makeUser("CUSTOMER"), await makeUser("CUSTOMER")];
    const clients = [await connect(there().url, leaver), await connect(there().url, suspect)];
    await cluster.redis.kill();
    await redisIs("down", here(), there());
    const tookMs = await took(async () => {
      await fetch(`${here().url}/api/tokens`, { method: "DELETE", headers: here().bearer(leaver) });
      await rows({ name: "", text: 'UPDATE "User" SET "suspendedAt" = now() WHERE id = $1' }, [
        suspect.userId,
      ]);
      for (const client of clients) await client.closed();
    });
    expect(tookMs).toBeLessThan(2_000);
    expect(clients.map((client) => client.all("session:ended"))).toEqual([
      [{ reason: "signed_out" }],
      [{ reason: "suspended" }],
    ]);
    await seller.call("conversation:block", { conversationId: scene.conversation.id });
    expect(await send(customer, scene, "still there?")).toMatchObject({ error: { code: "blocked" } });
    await cluster.redis.start();
    await redisIs("ok", here(), there());
  });

  it("each node limits rates by itself", async () => {
    const { customer } = await apart();
    await cluster.redis.kill();
    await redisIs("down", here());
    const startedAt = performance.now();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => customer.call("message:search", { q: "met" })),
    );
    const refilled = ((performance.now() - startedAt) / 1_000) * 5;
    const allowed = answers.filter(({ ok }) => ok).length;
    expect(allowed).toBeGreaterThanOrEqual(5);
    expect(allowed).toBeLessThanOrEqual(5 + Math.ceil(refilled));
    await cluster.redis.start();
    await redisIs("ok", here(), there());
  });

  it("a node starts, works, and joins the others when Redis is back", async () => {
    const { scene, customer } = await apart();
    await cluster.redis.kill();
    await redisIs("down", here(), there());
    const late = await cluster.addNode();
    expect(await late.ready()).toEqual({ status: 200, redis: "down" });
    const seller = await connect(late.url, scene.seller);
    await send(seller, scene, "I am early");
    await hears(seller, "I am early");
    await cluster.redis.start();
    await redisIs("ok", here(), there(), late);
    await seller.fact("sync:required");
    await send(customer, scene, "good morning");
    await hears(seller, "good morning");
    await late.stop();
  });

  it("people who come and go are announced afterwards", async () => {
    const { scene, customer, seller } = await apart();
    const other = await apart();
    other.customer.close();
    await until("the other customer to be gone", async () => {
      const isOnline = await isShownOnline(there(), other.scene.seller, other.scene.customer);
      return isOnline === false;
    });
    await watch(seller, scene.customer);
    await watch(other.seller, other.scene.customer);
    await cluster.redis.kill();
    await redisIs("down", here(), there());
    customer.close();
    const back = await connect(here().url, other.scene.customer);
    await until("the place here to be free", async () => {
      return (await isShownOnline(here(), scene.seller, scene.customer)) === false;
    });
    expect([told(seller, scene.customer), told(other.seller, other.scene.customer)]).toEqual([[], []]);
    await cluster.redis.start();
    await isTold(seller, scene.customer, false);
    await isTold(other.seller, other.scene.customer, true);
    expect(back.socket.connected).toBe(true);
  });
});

describe.skipIf(!canRun)("while Redis hangs", () => {
  it("requests do not wait for it, and nothing is missing afterwards", async () => {
    const { scene, customer, seller } = await apart();
    const phone = await connect(here().url, scene.customer);
    cluster.redis.hang();
    expect(await took(() => send(customer, scene, "first"))).toBeLessThan(mostMs);
    expect(await took(() => hears(phone, "first"))).toBeLessThan(mostMs);
    await redisIs("down", here(), there());
    expect(await took(() => send(customer, scene, "second"))).toBeLessThan(mostMs);
    expect(await took(() => hears(phone, "second"))).toBeLessThan(mostMs);
    cluster.redis.wake();
    await redisIs("ok", here(), there());
    await seller.fact("sync:required");
    await send(customer, scene, "third");
    await hears(seller, "third");
  });
});

describe.skipIf(!canRun)("a node that loses Redis alone", () => {
  it("makes its clients ask for what they missed, and joins the others again", async () => {
    const wire = new Wire(cluster.redis);
    await wire.connect();
    const lonely = await cluster.addNode(wire.url);
    const { scene, customer, seller } = await apart();
    customer.close();
    const moved = await connect(lonely.url, scene.customer);
    await redisIs("ok", lonely);
    await send(moved, scene, "I have moved");
    await hears(seller, "I have moved");
    await watch(seller, scene.customer);
    const before = [syncs(moved), syncs(seller)];

    wire.cut();
    await redisIs("down", lonely);
    await send(moved, scene, "can you hear me?");
    await hears(moved, "can you hear me?");
    await isTold(seller, scene.customer, false);
    await wire.connect();
    await redisIs("ok", lonely);
    for (const [index, client] of [moved, seller].entries())
      await client.until("word to ask", () => syncs(client) > (before[index] ?? 0));
    await isTold(seller, scene.customer, true);
    expect(seller.all("message:sent").some(({ message }) => message.text === "can you hear me?")).toBe(false);
    await send(moved, scene, "and now?");
    await hears(seller, "and now?");
    await send(seller, scene, "clearly");
    await hears(moved, "clearly");
    wire.cut();
  });

  it("shows its watchers who came and went in the meantime", async () => {
    const wire = new Wire(cluster.redis);
    await wire.connect();
    const lonely = await cluster.addNode(wire.url);
    const { scene, customer, seller } = await apart();
    seller.close();
    const watcher = await connect(lonely.url, scene.seller);
    expect(await watch(watcher, scene.customer)).toMatchObject({ data: { items: [{ online: true }] } });
    wire.cut();
    await redisIs("down", lonely);
    customer.close();
    await until("the customer's place to be free", async () => {
      return (await isShownOnline(here(), scene.seller, scene.customer)) === false;
    });
    await wire.connect();
    await isTold(watcher, scene.customer, false);
    wire.cut();
  });
});
