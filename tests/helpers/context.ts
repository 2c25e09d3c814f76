// The context of a part of the client engine, with a server that the test plays.
import type { Context } from "../../lib/client/engine/context";
import type { EngineStore } from "../../lib/client/state/store";

export const contextOf = (store: EngineStore, call: unknown): Context => ({
  store,
  call: call as Context["call"],
  isLive: () => true,
  now: Date.now,
  random: () => 0,
});
