"use client";
// Who one is, how the way to the server stands, and what is unread in all.
import { useEffect, useEffectEvent, useMemo, useState } from "react";
import type { Unread } from "../../contract/entities";
import type { Me } from "../../contract/initial";
import type { State } from "../state/types";
import { selectUnread } from "../state/view";
import { useEngine, useEngineState } from "./use-engine-state";

export type ConnectionView = {
  status: "connecting" | "online" | "offline";
  /** Messages that are not sent yet. */
  waiting: number;
  /** `memory`: this browser keeps nothing beyond the page. */
  storage: "kept" | "memory";
  session: "valid" | "ended" | "outdated";
};

export const useMe = (): Me => useEngineState((state) => state.me);

function waitingSelector(): (state: State) => number {
  let last: { outbox: State["outbox"]; count: number } | null = null;
  return ({ outbox }) => {
    if (last?.outbox === outbox) return last.count;
    const entries = [...outbox.values()].flat();
    last = { outbox, count: entries.filter(({ state }) => state !== "FAILED").length };
    return last.count;
  };
}

export function useConnection(): ConnectionView {
  const connection = useEngineState((state) => state.connection);
  const [selectWaiting] = useState(waitingSelector);
  const waiting = useEngineState(selectWaiting);
  return useMemo(() => ({ ...connection, waiting }), [connection, waiting]);
}

export function useUnread(): Unread {
  return useEngineState(selectUnread);
}

/** Calls the listener whenever the server can be reached again, to load what could not be loaded meanwhile. */
export function useReconnected(listener: () => void): void {
  const { store } = useEngine();
  const onReconnected = useEffectEvent(listener);
  useEffect(() => {
    let isUp = store.getState().connection.status === "online";
    return store.subscribe(() => {
      const wasUp = isUp;
      isUp = store.getState().connection.status === "online";
      if (isUp && !wasUp) onReconnected();
    });
  }, [store]);
}
