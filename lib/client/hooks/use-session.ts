"use client";
// Who one is, how the way to the server stands, and what is unread in all.
import { useMemo, useState } from "react";
import type { Me } from "../../contract/initial";
import type { State } from "../state/types";
import { selectUnread } from "../state/view";
import { useEngineState } from "./use-engine-state";

export type ConnectionView = {
  status: "connecting" | "online" | "offline";
  /** Messages that are not sent yet. */
  waiting: number;
  /** `memory`: this browser keeps nothing beyond the page. */
  storage: "kept" | "memory";
  session: "valid" | "ended";
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

export function useUnread(): { messages: number; conversations: number } {
  return useEngineState(selectUnread);
}
