"use client";
// What people do, any command of the contract, and what arrives.
import { useEffect, useEffectEvent } from "react";
import type { Actions } from "../engine/actions";
import type { Arrival } from "../engine/engine";
import type { Call } from "../transport/transport";
import { useEngine } from "./use-engine-state";

export type { ActionResult, ConversationUpdate } from "../engine/actions";

export const useActions = (): Actions => useEngine().actions;

/** Any command, typed; it never throws. */
export const useCall = (): Call => useEngine().call;

/** A message of somebody else has arrived live: for toasts, sound and notifications. */
export function useArrivals(listener: Arrival): void {
  const engine = useEngine();
  const onArrival = useEffectEvent(listener);
  useEffect(() => engine.onArrival((message, conversation) => onArrival(message, conversation)), [engine]);
}
