// The connection to Postgres breaks after a commit and before its answer. The write is done, but the process cannot
// know.
import { connect, createServer, type Socket } from "node:net";
import type pg from "pg";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { uuidv7 } from "../../lib/contract/uuid";
import { use } from "../../lib/server/slot";
import { Wire } from "../bench/live/wire";
import { tokenOf } from "../helpers/api";
import { Node } from "../helpers/cluster";
import { testDatabase } from "../helpers/database";
import { makeScene } from "../helpers/people";
import { build, buildTimeoutMs } from "../helpers/server-process";
import { until } from "../helpers/until";

const database = testDatabase();

/** A proxy that swallows the answer to the statement that holds this text and then cuts the connection. */
class Saboteur {
  text: string | null = null;
  private port = 0;
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((client) => this.join(client));

  get options(): pg.PoolConfig {
    return { ...database.options, host: "127.0.0.1", port: this.port };
  }

  async start(): Promise<void> {
    await new Promise<void>((done) => this.server.listen(0, "127.0.0.1", done));
    const address = this.server.address();
    if (typeof address === "object" && address) this.port = address.port;
  }

  stop(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }

  private join(client: Socket): void {
    const { host, port } = database.options;
    const postgres = host?.startsWith("/")
      ? connect(`${host}/.s.PGSQL.${port}`)
      : connect(Number(port), host);
    let isDoomed = false;
    client.on("data", (data: Buffer) => {
      if (this.text && data.includes(this.text)) {
        this.text = null;
        isDoomed = true;
      }
      postgres.write(data);
    });
    postgres.on("data", (data: Buffer) => {
      if (isDoomed) client.destroy();
      else client.write(data);
    });
    for (const [socket, other] of [
      [client, postgres],
      [postgres, client],
    ] as const) {
      this.sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        this.sockets.delete(socket);
        other.destroy();
      });
    }
  }
}

const saboteur = new Saboteur();
const node = new Node(saboteur, {});

beforeAll(async () => {
  await build();
  await saboteur.start();
  await node.start();
}, buildTimeoutMs);

afterAll(async () => {
  await node.stop();
  saboteur.stop();
});

it("publishes the message to all members and only to them, although the sender never retries", async () => {
  const [scene, elsewhere] = [await makeScene(), await makeScene()];
  const heard = new Map<string, string[]>();
  const listen = async (actor: typeof scene.customer): Promise<Wire> => {
    const names: string[] = [];
    heard.set(actor.userId, names);
    const onEvent = (name: string) => void names.push(name);
    const wire = await Wire.connect({ url: node.url, token: tokenOf(actor), onEvent });
    onTestFinished(() => wire.close());
    return wire;
  };
  const customer = await listen(scene.customer);
  await listen(scene.seller);
  await listen(elsewhere.seller);

  const id = uuidv7();
  const text = "an answer that nobody gets";
  saboteur.text = text;
  const answer = await customer.request("message:send", { id, conversationId: scene.conversation.id, text });
  expect(JSON.parse(answer)).toMatchObject([{ ok: false, error: { code: "unavailable" } }]);
  const { rows } = await use("database").pool.query(`SELECT text FROM "Message" WHERE id = $1`, [id]);
  expect(rows).toEqual([{ text }]);

  for (const { userId } of [scene.seller, scene.customer])
    await until("the word to ask", () => heard.get(userId)?.includes("sync:required") ?? false);
  expect(heard.get(scene.seller.userId)).not.toContain("message:sent");
  expect(heard.get(elsewhere.seller.userId)).not.toContain("sync:required");
});
