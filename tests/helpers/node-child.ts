// One more node: a process with its own pools, queues and cache on the database of a test.
import pino from "pino";
import { openDatabase } from "../../lib/server/db/database";
import { provide } from "../../lib/server/slot";
import { runAll } from "./acts";
import type { FromNode, ToNode } from "./nodes";

const tell = (word: FromNode) => process.send?.(word);

process.on("message", async (word: ToNode) => {
  if ("open" in word) {
    provide(
      "database",
      openDatabase(word.open, () => {}),
    );
    provide("log", pino({ level: "silent" }));
    tell({ ready: true });
    return;
  }
  // A busy wait, because a timer would not start all nodes within the same millisecond.
  while (Date.now() < word.atMs);
  tell({ answers: await runAll(word.asked) });
});

process.on("disconnect", () => process.exit(0));
