// Client engines in this process, each acting as one page of a user, against a real server.
import { afterEach } from "vitest";
import { Engine, type EngineOptions } from "../../lib/client/engine/engine";
import type { State } from "../../lib/client/state/types";
import type { Actor } from "../../lib/contract/actor";
import type { Initial } from "../../lib/contract/initial";
import { tokenOf } from "./api";

const waitMs = 10_000;
const opened = new Set<Engine>();

export function closeEnginesAfterEach(): void {
  afterEach(async () => {
    await Promise.all([...opened].map((engine) => engine.close()));
    opened.clear();
  });
}

export const initialOf = ({ userId: id, name, role }: Actor): Initial => ({
  me: { id, name, role, avatarUrl: null },
  serverTime: new Date().toISOString(),
});

/** Started, with nothing loaded yet. `Made` may be the engine of another release. */
export function openEngine(
  url: string,
  actor: Actor,
  options: Partial<EngineOptions> = {},
  Made: typeof Engine = Engine,
): Engine {
  const engine = new Made({
    initial: initialOf(actor),
    transport: { url, token: tokenOf(actor) },
    ...options,
  });
  opened.add(engine);
  engine.start();
  return engine;
}

/** Waits until the state matches. It is checked after every change. */
export function untilState<T>(
  { store }: Engine,
  what: string,
  find: (state: State) => T | undefined | false | null,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const check = () => {
      const found = find(store.getState());
      if (found === undefined || found === false || found === null) return;
      clearTimeout(timer);
      stop();
      resolve(found);
    };
    const stop = store.subscribe(check);
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`Waited in vain for ${what}.`));
    }, waitMs);
    check();
  });
}

export const isOnline = (engine: Engine) =>
  untilState(engine, "the connection", ({ connection }) => connection.status === "online");
