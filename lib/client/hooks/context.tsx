"use client";
// One engine a page, whatever number of providers stand in it: a page that comes after another one goes on with the
// same engine. On the server each request has its own, which never starts.
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
} from "react";
import type { Initial } from "../../contract/initial";
import { Engine, type EngineOptions } from "../engine/engine";
import { initialState } from "../state/begin";
import { reduce } from "../state/reduce";
import type { State } from "../state/types";

type Provided = {
  engine: Engine;
  /** What the server rendered, for the first render in the browser to come to the same. */
  rendered: State;
};

const EngineContext = createContext<Provided | null>(null);

const isBrowser = typeof window !== "undefined";
const useEffectBeforePaint = isBrowser ? useLayoutEffect : useEffect;

const page: { engine: Engine | null; users: number } = { engine: null, users: 0 };

export type ParleyOptions = Omit<EngineOptions, "initial">;

function engineFor(initial: Initial, options: ParleyOptions): Engine {
  if (!isBrowser) return new Engine({ ...options, initial });
  const { engine } = page;
  const state = engine?.store.getState();
  if (engine && state?.me.id === initial.me.id && state.connection.session === "valid") {
    engine.store.dispatchQuietly({ type: "absorbed", initial });
    return engine;
  }
  // Somebody else has signed in, or the same person again.
  if (engine) void engine.close();
  page.engine = new Engine({ ...options, initial });
  return page.engine;
}

type ProviderProps = { initial: Initial; options?: ParleyOptions; children: ReactNode };

const noOptions: ParleyOptions = {};

export function ParleyProvider({ initial, options = noOptions, children }: ProviderProps) {
  const outer = useContext(EngineContext);
  const engine = useMemo(() => engineFor(initial, options), [initial, options]);
  const outerState = outer?.rendered;
  const [rendered] = useState(() =>
    outerState ? reduce(outerState, { type: "absorbed", initial }) : initialState(initial),
  );
  useEffectBeforePaint(() => engine.store.announce());
  useEffect(() => {
    page.users++;
    engine.start();
    return () => {
      page.users--;
      // A page that follows takes over in the same moment.
      setTimeout(() => {
        if (page.users === 0) engine.stop();
      }, 0);
    };
  }, [engine]);
  const provided = useMemo(() => ({ engine, rendered }), [engine, rendered]);
  return <EngineContext.Provider value={provided}>{children}</EngineContext.Provider>;
}

export function useProvided(): Provided {
  const provided = useContext(EngineContext);
  if (!provided) throw new Error("This has to stand within a ParleyProvider.");
  return provided;
}
