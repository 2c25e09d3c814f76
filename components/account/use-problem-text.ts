"use client";
import { useText } from "@/components/text/text-provider";
import type { Problem } from "@/lib/client/account";
import { problemText } from "./problem-text";

/** What to tell about a failed way in; null where nothing has failed. */
export function useProblemText(): (problem: Problem | null) => string | null {
  const t = useText("account");
  const errors = useText("errors");
  return (problem) => problem && problemText(problem, t, errors);
}
