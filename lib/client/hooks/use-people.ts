"use client";
// Who types and who is there.
import { useEffect, useMemo, useState } from "react";
import type { Presence } from "../../contract/entities";
import { typingSelector } from "../state/view";
import { useEngine, useEngineState } from "./use-engine-state";

/** Others than oneself. */
export function useTyping(conversationId: string): readonly string[] {
  const [select] = useState(typingSelector);
  return useEngineState((state) => select(state, conversationId));
}

/** Watches these people for as long as the component is there. */
export function usePresence(userIds: readonly string[]): Record<string, Presence> {
  const { presence } = useEngine();
  const key = [...new Set(userIds)].sort().join();
  useEffect(() => presence.open(key ? key.split(",") : []), [presence, key]);
  const [select] = useState(presenceSelector);
  const known = useEngineState((state) => select(state.presence, key));
  return useMemo(() => Object.fromEntries(known.map((each) => [each.userId, each])), [known]);
}

function presenceSelector() {
  let last: readonly Presence[] = [];
  return (presence: ReadonlyMap<string, Presence>, key: string): readonly Presence[] => {
    const found = key.split(",").flatMap((id) => presence.get(id) ?? []);
    const isSame = found.length === last.length && found.every((each, index) => each === last[index]);
    if (!isSame) last = found;
    return last;
  };
}
