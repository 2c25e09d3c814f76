// Several nodes on one database, for tests of races between nodes.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { afterAll, beforeAll } from "vitest";
import type { Fact } from "../../lib/contract/facts";
import { type Answered, type Answers, type Asked, runAll } from "./acts";

export type ToNode = { open: pg.PoolConfig } | { asked: Asked[]; atMs: number };
export type FromNode = { ready: true } | { answers: Answers };

type Node = (asked: Asked[], atMs: number) => Promise<Answers>;

const childFile = fileURLToPath(new URL("node-child.ts", import.meta.url));
/** Enough time for a message to reach every process, so that all begin at the same instant. */
const headStartMs = 20;

const here: Node = async (asked, atMs) => {
  while (Date.now() < atMs) await new Promise(setImmediate);
  return runAll(asked);
};

/** Runs this process and this many others, from before the tests of the file until after them. */
export function startNodes(others: number, options: () => pg.PoolConfig) {
  const stops: (() => Promise<unknown>)[] = [];
  const nodes: Node[] = [here];

  beforeAll(async () => {
    const started = await Promise.all(Array.from({ length: others }, () => startNode(options())));
    for (const { node, stop } of started) {
      nodes.push(node);
      stops.push(stop);
    }
  });
  afterAll(() => Promise.all(stops.map((stop) => stop())));

  return {
    count: others + 1,
    /** Runs a list of commands on each node at the same instant. */
    async run(lists: readonly Asked[][]): Promise<{ answered: Answered[][]; facts: Fact[] }> {
      const atMs = Date.now() + headStartMs;
      const all = await Promise.all(
        lists.map((asked, index) => {
          const node = nodes[index];
          if (!node) throw new Error("There are not so many nodes.");
          return node(asked, atMs);
        }),
      );
      return { answered: all.map(({ answered }) => answered), facts: all.flatMap(({ facts }) => facts) };
    },
  };
}

async function startNode(options: pg.PoolConfig): Promise<{ node: Node; stop: () => Promise<unknown> }> {
  const child = fork(childFile, {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(child, "exit");
  const ask = async (word: ToNode): Promise<FromNode> => {
    const answer = once(child, "message");
    child.send(word);
    const [heard] = await Promise.race([
      answer,
      ended.then(() => Promise.reject(new Error("A node ended."))),
    ]);
    return heard as FromNode;
  };
  await ask({ open: options });
  return {
    async node(asked, atMs) {
      const word = await ask({ asked, atMs });
      if (!("answers" in word)) throw new Error("A node answers something else.");
      return word.answers;
    },
    stop() {
      child.disconnect();
      return ended;
    },
  };
}
