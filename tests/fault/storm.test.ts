// The server dies, and all clients reconnect at the same moment.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { signToken } from "../../lib/domain/session/token";
import { use } from "../../lib/server/slot";
import { Wire } from "../bench/live/wire";
import { Node } from "../helpers/cluster";
import { testDatabase } from "../helpers/database";
import { build, buildTimeoutMs } from "../helpers/server-process";
import { makeStormScene, type StormClient } from "../helpers/storm-scene";
import { effort } from "./support/effort";
import { pause } from "./support/signal";

const database = testDatabase();
const node = new Node(database, {});
const count = effort(300, 2_000);
const syncedWithinMs = 20_000;
const firstPauseMs = 50;
const lastPauseMs = 1_000;

beforeAll(build, buildTimeoutMs);
afterAll(() => node.stop());

type Person = StormClient & { token: string };

async function signedIn(people: readonly StormClient[]): Promise<Person[]> {
  const expiresAt = new Date(Date.now() + 3_600_000);
  const sessions = people.map(({ userId }) => ({
    id: randomUUID(),
    userId,
    kind: "TOKEN" as const,
    expiresAt,
  }));
  await use("database").prisma.session.createMany({ data: sessions });
  const idOf = new Map(sessions.map(({ id, userId }) => [userId, id]));
  const { secret } = use("config");
  return people.map((each) => ({ ...each, token: signToken(idOf.get(each.userId) ?? "", secret) }));
}

/** Retries as a client does, after a pause that grows and is random for each client. */
async function connect(token: string, onClose: () => void): Promise<Wire> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await Wire.connect({ url: node.url, token, onEvent: () => {}, onClose });
    } catch {
      await pause(Math.min(lastPauseMs, firstPauseMs * 2 ** attempt) * (0.5 + Math.random() / 2));
    }
  }
}

type Synced = { ok: boolean; data?: { conversations: unknown[]; missing: string[] } };

it(`${count} clients of a killed server are all back and synced within ${syncedWithinMs / 1000} s, without an error`, async () => {
  const people = await signedIn(await makeStormScene(count));
  expect(people.length).toBe(count);
  await node.start();
  const wires = new Set<Wire>();
  onTestFinished(() => {
    for (const wire of wires) wire.close();
  });
  let isStorm = false;
  let startedAt = 0;
  const back = people.map(({ token, conversationIds }) => {
    let cameBack: (answer: Synced) => void = () => {};
    const answer = new Promise<Synced>((done) => {
      cameBack = done;
    });
    const comeBack = async () => {
      if (!isStorm) return;
      const wire = await connect(token, () => {});
      wires.add(wire);
      const conversations = conversationIds.map((id) => ({ id, rev: 5 }));
      const [synced] = JSON.parse(await wire.request("sync", { conversations })) as [Synced];
      cameBack(synced);
    };
    return { token, answer, comeBack };
  });
  for (let from = 0; from < back.length; from += 50) {
    const some = back.slice(from, from + 50);
    const connected = await Promise.all(some.map(({ token, comeBack }) => connect(token, comeBack)));
    for (const wire of connected) wires.add(wire);
  }
  isStorm = true;
  await node.kill();
  await node.start();
  startedAt = performance.now();
  const answers = await Promise.all(back.map(({ answer }) => answer));
  expect(performance.now() - startedAt).toBeLessThan(syncedWithinMs);
  for (const { ok, data } of answers)
    expect([ok, data?.conversations.length, data?.missing]).toEqual([true, 20, []]);
  expect(node.errors).toEqual([]);
}, 180_000);
