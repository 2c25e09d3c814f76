"use client";
import { useCallback } from "react";
import type { ComposerTarget } from "../engine/ports";
import { submitDraft } from "../engine/submit";
import type { SubmitResult } from "./use-composer";
import { useEngine } from "./use-engine-state";

/** Sends a text that stands in no composer. `onKept` is called when it is safe from being lost. */
export function useSend(): (
  target: ComposerTarget,
  text: string,
  onKept?: () => void,
) => Promise<SubmitResult> {
  const engine = useEngine();
  return useCallback((target, text, onKept) => submitDraft(engine, target, text, null, onKept), [engine]);
}
