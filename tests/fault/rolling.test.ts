// Two nodes under load: they are replaced one after the other, the same id is sent from several places, and clocks are
// wrong.
import { describe, expect, it } from "vitest";
import type { Actor } from "../../lib/contract/actor";
import type { Message } from "../../lib/contract/entities";
import { uuidv7 } from "../../lib/contract/uuid";
import { rows } from "../../lib/server/db";
import { canRun, testCluster } from "../helpers/cluster";
import { makeScene } from "../helpers/people";
import { type Client, closeClientsAfterEach, connect } from "../helpers/sockets";
import { until } from "../helpers/until";
import { expectNothingRefused, expectSound, makeCast, startLoad } from "./support/cast";
import { chance, effort } from "./support/effort";
import { preload } from "./support/preload";

const cluster = testCluster(2, { PARLEY_RATE_LIMITS: "off" });
closeClientsAfterEach();
const here = () => cluster.node(0);
const there = () => cluster.node(1);

describe.skipIf(!canRun)("nodes that are replaced one after the other under load", () => {
  const rounds = effort(1, 5);

  it("let their clients move over with nothing but a reconnect", async () => {
    const urls = () => [here().url, there().url];
    const cast = await makeCast({ urls, pairs: 4, ways: (index) => (index % 4 ? {} : { httpEvery: 5 }) });
    const load = startLoad(cast, 3);
    for (let round = 0; round < rounds; round++) {
      for (const node of [here(), there()]) {
        const enough = load.acknowledged + 200;
        await until("more messages", () => load.acknowledged > enough, 30_000);
        await node.stop();
        await until("everyone on the other node", () => cast.clients.every(({ isConnected }) => isConnected));
        const more = load.acknowledged + 100;
        await until("messages over the other node alone", () => load.acknowledged > more, 30_000);
        await node.start();
      }
    }
    await load.stop();
    expectNothingRefused(cast);
    const codes = new Set(cast.clients.flatMap(({ retried }) => retried));
    expect([...codes].filter((code) => code !== "unavailable")).toEqual([]);
    for (const { connections } of cast.clients) expect(connections).toBeGreaterThan(1);
    await expectSound(cast);
    for (const node of [here(), there()]) expect(node.errors).toEqual([]);
  }, 200_000);
});

type Try = { client: Client; who: Actor; conversationId: string; text: string };

describe.skipIf(!canRun)("one id from two people on two devices each, over both nodes", () => {
  const random = chance("the same ids");
  const rounds = effort(40, 1_000);

  it("is one message: a retry gets the same answer, and anything else is refused", async () => {
    const [scene, other] = [await makeScene(), await makeScene()];
    const devices = await Promise.all(
      [scene.customer, scene.seller].flatMap((who) =>
        [here(), there()].map(async (node) => ({ who, client: await connect(node.url, who) })),
      ),
    );
    const stranger = { who: other.customer, client: await connect(here().url, other.customer) };
    for (let round = 0; round < rounds; round++) {
      const id = uuidv7();
      const tries: Try[] = Array.from({ length: random.between(2, 8) }, () => ({
        ...random.pick(devices),
        conversationId: scene.conversation.id,
        text: random.pick(["one", "two"]),
      }));
      tries.push({ ...stranger, conversationId: other.conversation.id, text: "one" });
      const answers = await Promise.all(
        tries.map(({ client, conversationId, text }) =>
          client.call<{ message: Message }>("message:send", { id, conversationId, text }),
        ),
      );
      const stored = await rows<{ senderId: string; text: string; seq: number; conversationId: string }>(
        { name: "", text: 'SELECT "senderId", text, seq, "conversationId" FROM "Message" WHERE id = $1' },
        [id],
      );
      expect(stored.length).toBe(1);
      const [winner] = stored;
      for (const [index, { who, conversationId, text }] of tries.entries()) {
        const isSame =
          who.userId === winner?.senderId && text === winner.text && conversationId === winner.conversationId;
        expect(answers[index]).toMatchObject(
          isSame ? { data: { message: { id, seq: winner?.seq } } } : { error: { code: "conflict" } },
        );
      }
    }
    await until("word of the last message everywhere", async () => {
      const [last] = await rows<{ seq: number }>(
        { name: "", text: 'SELECT seq FROM "Conversation" WHERE id = $1' },
        [scene.conversation.id],
      );
      return devices.every(({ client }) =>
        client.all("message:sent").some(({ message }) => message.seq === last?.seq),
      );
    });
    for (const { client } of devices) {
      const seqs = client.all("message:sent").map(({ message }) => message.seq);
      expect([...seqs].sort((a, b) => a - b)).toEqual(seqs.map((_, index) => index + 1));
    }
  }, 120_000);
});

const dayMs = 24 * 60 * 60 * 1000;

describe.skipIf(!canRun)("a clock that is wrong by a day", () => {
  it.each([
    ["ahead", dayMs],
    ["behind", -dayMs],
  ])(
    "(%s) on one node and on one client changes nothing in the order",
    async (_, shiftMs) => {
      const wrong = await cluster.addNode(undefined, {
        ...preload("shift-clock"),
        CLOCK_SHIFT_MS: String(shiftMs),
      });
      const { customer: anybody } = await makeScene();
      const [right = 0, shifted = 0] = await Promise.all(
        [here(), wrong].map(async ({ url }) => {
          const [told] = (await connect(url, anybody)).all("session:ready");
          return Date.parse(told?.serverTime ?? "");
        }),
      );
      expect(Math.abs(shifted - right - shiftMs)).toBeLessThan(60_000);
      const urls = [here().url, wrong.url];
      const ways = (index: number) => ({
        urls: () => [urls[index % 2] ?? ""],
        nowMs: () => Date.now() + (index % 3 ? 0 : shiftMs),
      });
      const cast = await makeCast({ urls: () => urls, pairs: 3, ways });
      const load = startLoad(cast, 5);
      await until("some messages", () => load.acknowledged > effort(400, 5_000), 60_000);
      await load.stop();
      expectNothingRefused(cast);
      await expectSound(cast);
      // Only the database's clock is stored.
      const [off] = await rows<{ count: number }>(
        {
          name: "",
          text: `SELECT count(*)::int AS count FROM "Message" WHERE "conversationId" = ANY ($1::uuid[])
                  AND abs(extract(epoch FROM "createdAt" - now())) > 3600`,
        },
        [cast.conversationIds],
      );
      expect(off).toEqual({ count: 0 });
      await wrong.stop();
    },
    120_000,
  );
});
