// The away message is sent even if the process dies right after it acknowledged the customer's message.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { limits } from "../../lib/contract/limits";
import { uuidv7 } from "../../lib/contract/uuid";
import { setAwayMessage } from "../../lib/domain/away-message/set-away-message";
import { rows } from "../../lib/server/db";
import { Node } from "../helpers/cluster";
import { testDatabase } from "../helpers/database";
import { queuedJobs } from "../helpers/jobs";
import { makeScene, type Scene } from "../helpers/people";
import { build, buildTimeoutMs } from "../helpers/server-process";
import { closeClientsAfterEach, connect } from "../helpers/sockets";
import { until } from "../helpers/until";
import { preload } from "./support/preload";

const database = testDatabase();
const env = { PARLEY_RATE_LIMITS: "off" };
const [first, second] = [new Node(database, env), new Node(database, env)];
const text = "We are back on Monday.";
/** Long enough for the next sweep and for the lease of a job held by the dead process, on a busy machine. */
const healMs = limits.awaySweepMs + limits.jobLeaseMs + limits.jobUpkeepMs + 10_000;

closeClientsAfterEach();
beforeAll(build, buildTimeoutMs);
afterAll(() => Promise.all([first.stop(), second.stop()]));

async function makeAwayScenes(count: number): Promise<Scene[]> {
  const scenes = await Promise.all(Array.from({ length: count }, makeScene));
  for (const { seller } of scenes)
    await setAwayMessage(seller, { enabled: true, text, timezone: "UTC", hours: [] });
  return scenes;
}

/** Counts, for each conversation, the customer's own messages and the answers. */
async function talkOf(scenes: readonly Scene[]): Promise<{ written: number; answers: number }[]> {
  const count = {
    name: "",
    text: `SELECT c.id, count(m.id) FILTER (WHERE m."senderId" = c."customerId")::int AS written,
             count(m.id) FILTER (WHERE m.payload @> '{"automatic": true}')::int AS answers
             FROM "Conversation" c LEFT JOIN "Message" m ON m."conversationId" = c.id
            WHERE c.id = ANY ($1::uuid[]) GROUP BY c.id`,
  };
  const found = await rows<{ written: number; answers: number }>(count, [
    scenes.map(({ conversation }) => conversation.id),
  ]);
  return found.map(({ written, answers }) => ({ written, answers }));
}

/** Waits until each customer has one stored message and one answer, and the queue is empty. */
async function expectOneAnswerEach(scenes: readonly Scene[]): Promise<void> {
  const isAnswered = async () => (await talkOf(scenes)).every(({ answers }) => answers > 0);
  await until("the answers", isAnswered, healMs);
  await until(
    "the end of the jobs",
    async () => (await queuedJobs("away-message:answer")).length === 0,
    healMs,
  );
  expect(await talkOf(scenes)).toEqual(scenes.map(() => ({ written: 1, answers: 1 })));
}

async function sendAll(
  scenes: readonly Scene[],
  urls: readonly string[],
  onAnswer: () => void,
): Promise<void> {
  await Promise.all(
    scenes.map(async ({ customer, conversation }, index) => {
      const client = await connect(urls[index % urls.length] ?? "", customer);
      const input = { conversationId: conversation.id, id: uuidv7(), type: "TEXT" as const, text: "Hello?" };
      client.call("message:send", input).then(onAnswer, () => undefined);
    }),
  );
}

describe("a customer's message to an absent seller", () => {
  it("is answered once by the next process after a kill", async () => {
    await first.start();
    const scenes = await makeAwayScenes(1);
    const acknowledged = new Promise<void>((done) => void sendAll(scenes, [first.url], done));
    await acknowledged;
    await first.kill();
    await first.start();
    await expectOneAnswerEach(scenes);
  }, 120_000);

  it("is answered once by the other node when the first dies before it enqueued the job", async () => {
    const scenes = await makeAwayScenes(1);
    // The first statement after the message that names the seller asks for the seller's away message.
    const sellerId = scenes[0]?.seller.userId ?? "";
    const dying = new Node(database, { ...env, ...preload("crash-after-commit"), CRASH_ON: sellerId });
    await dying.start();
    await sendAll(scenes, [dying.url], () => undefined);
    await dying.ended();
    expect(await talkOf(scenes)).toEqual([{ written: 1, answers: 0 }]);
    await expectOneAnswerEach(scenes);
  }, 120_000);

  it("is answered once when two nodes run the jobs and one of them is killed", async () => {
    await second.start();
    const scenes = await makeAwayScenes(30);
    let acknowledged = 0;
    await sendAll(scenes, [first.url, second.url], () => void acknowledged++);
    await until("all acknowledgements", () => acknowledged === scenes.length);
    await second.kill();
    await expectOneAnswerEach(scenes);
    expect(first.errors).toEqual([]);
  }, 120_000);
});
