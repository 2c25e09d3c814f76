// A connected client stops reading. Its buffer is bounded, other clients are unaffected, and it catches up in full when
// it resumes.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import type { Actor } from "../../lib/contract/actor";
import { openConversation } from "../../lib/domain/conversation/open-conversation";
import { tokenOf } from "../helpers/api";
import { readMetrics } from "../helpers/metrics";
import { makeListing, makeUser } from "../helpers/people";
import { testServer } from "../helpers/server";
import { until } from "../helpers/until";
import { expectInTheEnd } from "./support/cast";
import { judge } from "./support/checker";
import { effort } from "./support/effort";
import type { ClientHistory } from "./support/history";
import { Recorder } from "./support/recorder";
import type { FromChild, ToChild } from "./support/slow-child";
import { readStored } from "./support/stored";

const server = testServer();
const childFile = fileURLToPath(new URL("support/slow-child.ts", import.meta.url));
const senders = 20;
const messagesEach = effort(150, 500);
/** Long enough that the total is far beyond the kernel's buffers for a connection. */
const text = "This is quite a long story, and it goes on. ".repeat(effort(110, 80));
const mostGrowthBytes = 200 * 1024 * 1024;

function startChild(): ChildProcess {
  const child = fork(childFile, {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  onTestFinished(async () => {
    if (child.exitCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  });
  return child;
}

async function ask<K extends FromChild["kind"]>(child: ChildProcess, word: ToChild, kind: K) {
  const answer = once(child, "message");
  child.send(word);
  const [heard] = (await answer) as [FromChild];
  if (heard.kind !== kind) throw new Error(`It says ${heard.kind} instead of ${kind}.`);
  return heard as Extract<FromChild, { kind: K }>;
}

const residentBytes = () =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))?.[1]) * 1024;

async function cutOff(): Promise<number> {
  const samples = readMetrics(await (await fetch(`${server.url}/metrics`)).text());
  return samples.find(({ name }) => name === "parley_slow_consumers_total")?.value ?? 0;
}

it(`${senders * messagesEach} messages for a stopped client disconnect it, and it catches up in full`, async () => {
  const seller = await makeUser("SELLER");
  const listingId = await makeListing(seller);
  const recorderOf = (name: string, { userId }: Actor, token: string, follows: string[]) => {
    const recorder = new Recorder({ name, userId, token, urls: () => [server.url], follows });
    onTestFinished(() => recorder.close());
    return recorder.start();
  };
  const customers = await Promise.all(
    Array.from({ length: senders }, async () => {
      const actor = await makeUser("CUSTOMER");
      const { data } = await openConversation(actor, { listingId });
      const { id } = data.conversation;
      return { id, client: await recorderOf(actor.name, actor, tokenOf(actor), [id]) };
    }),
  );
  const follows = customers.map(({ id }) => id);
  const awake = await recorderOf("the seller's other device", seller, tokenOf(seller), follows);
  const child = startChild();
  const { userId } = seller;
  const who = { name: "the stopped device", userId, token: tokenOf(seller), url: server.url, follows };
  await ask(child, { kind: "start", ...who }, "started");
  const bytesBefore = residentBytes();

  child.kill("SIGSTOP");
  await Promise.all(
    customers.map(async ({ id, client }) => {
      for (let count = 0; count < messagesEach; count++) await client.send(id, `${count} ${text}`);
    }),
  );
  await until("the others to have everything", () => {
    const heard = awake.history.told.filter(({ name }) => name === "message:sent");
    return heard.length >= senders * messagesEach;
  });
  expect(await cutOff()).toBe(1);
  expect(awake.connections).toBe(1);
  for (const { client } of customers) expect([client.connections, client.retried]).toEqual([1, []]);
  expect(residentBytes() - bytesBefore).toBeLessThan(mostGrowthBytes);

  child.kill("SIGCONT");
  const clients = [...customers.map(({ client }) => client), awake];
  let connections = 0;
  await expectInTheEnd(async () => {
    const stopped = await ask(child, { kind: "look back" }, "looked back");
    connections = stopped.connections;
    await Promise.all(clients.map((client) => client.lookBack()));
    const histories: ClientHistory[] = [...clients.map(({ history }) => history), stopped.history];
    const stored = await readStored(
      follows,
      histories.map((history) => history.userId),
    );
    expect(stored.conversations.flatMap(({ messages }) => messages).length).toBe(senders * messagesEach);
    return judge({ clients: histories, stored });
  });
  expect(connections).toBeGreaterThan(1);
  expect(server.errors).toEqual([]);
}, 180_000);
