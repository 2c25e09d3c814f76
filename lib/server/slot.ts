// One place a process for what must exist once. The framework bundles its own copies of our modules into pages and
// next-auth's route, so a module-level variable would exist twice; this object hangs on globalThis instead.
import type { Logger } from "pino";
import type { Fact } from "../contract/facts";
import type { UnconfirmedCommit } from "../domain/conversation/ask-to-sync";
import type { Config } from "./config";
import type { Database } from "./db/database";
import type { Limiter } from "./limiter";
import type { Metrics } from "./metrics";

export interface Slot {
  config: Config;
  log: Logger;
  database: Database;
  limiter: Limiter;
  metrics: Metrics;
  /** Filters these users to the ones with a live connection on any node. */
  online: (userIds: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Writes facts to the connections of everyone concerned. Only lib/server/publish.ts calls it. */
  fanOut: (facts: readonly Fact[]) => void;
  /** Has everyone concerned ask once the database answers again. */
  unconfirmedCommit: (unconfirmed: UnconfirmedCommit) => void;
  /** The link to the other nodes; off where there are none. */
  redis: () => "ok" | "down" | "off";
  /** The state of the job worker on this node. */
  jobs: () => "ok" | "down" | "off";
}

const key = Symbol.for("parley.slot");
const holder = globalThis as unknown as Record<symbol, Partial<Slot> | undefined>;

function slot(): Partial<Slot> {
  const existing = holder[key];
  if (existing) return existing;
  const created: Partial<Slot> = {};
  holder[key] = created;
  return created;
}

export function provide<K extends keyof Slot>(name: K, value: Slot[K]): void {
  slot()[name] = value;
}

export function use<K extends keyof Slot>(name: K): Slot[K] {
  const value = slot()[name];
  if (value === undefined) throw new Error(`Parley's ${name} is used before it was provided.`);
  return value as Slot[K];
}
