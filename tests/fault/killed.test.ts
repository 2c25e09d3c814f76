// A server is killed while everyone writes, or dies between the commit and the answer.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rows } from "../../lib/server/db";
import { Node } from "../helpers/cluster";
import { testDatabase } from "../helpers/database";
import { build, buildTimeoutMs } from "../helpers/server-process";
import { until } from "../helpers/until";
import { expectNothingRefused, expectSound, makeCast, startLoad } from "./support/cast";
import { chance, effort } from "./support/effort";
import { preload } from "./support/preload";

const database = testDatabase();
const unlimited = { PARLEY_RATE_LIMITS: "off" };
const node = new Node(database, unlimited);
const random = chance("killed mid-burst");
const urls = () => [node.url];

beforeAll(build, buildTimeoutMs);
afterAll(() => node.stop());

describe("a server that is killed", () => {
  const kills = effort(3, 20);

  it(`${kills} times mid-burst loses and duplicates nothing`, async () => {
    await node.start();
    const cast = await makeCast({ urls, pairs: 3, ways: (index) => (index % 3 ? {} : { httpEvery: 4 }) });
    const load = startLoad(cast, 2);
    for (let kill = 0; kill < kills; kill++) {
      const enough = load.acknowledged + random.between(20, 200);
      await until("more messages", () => load.acknowledged > enough, 30_000);
      await node.kill();
      const before = cast.clients.map(({ connections }) => connections);
      await node.start();
      const isBack = () => cast.clients.every(({ connections }, at) => connections > (before[at] ?? 0));
      await until("every client's new connection", isBack);
    }
    await load.stop();
    expectNothingRefused(cast);
    await expectSound(cast);
    await node.stop();
  }, 300_000);
});

describe("a server that dies after the commit and before the answer", () => {
  it.each([
    ["a socket", {}],
    ["HTTP", { httpEvery: 1 }],
  ])("answers the retry over %s with the stored message", async (way, ways) => {
    const trigger = `the last word over ${way}`;
    const dying = new Node(database, { ...unlimited, ...preload("crash-after-commit"), CRASH_ON: trigger });
    await dying.start();
    let now = dying;
    const cast = await makeCast({ urls: () => [now.url], pairs: 2, ways: () => ways });
    const load = startLoad(cast, 5);
    await until("some messages", () => load.acknowledged > 20);
    const [place] = cast.places;
    if (!place) throw new Error("There is nobody.");
    const { client, conversationId } = place;
    const sent = client.send(conversationId, trigger);
    await dying.ended();
    const [stored] = await rows<{ id: string }>(
      { name: "", text: 'SELECT id FROM "Message" WHERE text = $1' },
      [trigger],
    );
    expect(stored).toBeDefined();
    const isAcknowledged = () => client.history.acknowledged.some(({ id }) => id === stored?.id);
    expect(isAcknowledged()).toBe(false);
    await node.start();
    now = node;
    await sent;
    expect(isAcknowledged()).toBe(true);
    await load.stop();
    expectNothingRefused(cast);
    await expectSound(cast);
    await node.stop();
  });
});
