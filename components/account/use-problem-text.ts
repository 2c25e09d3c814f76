"use client";
import { useText } from "@/components/text/text-provider";
import type { Problem } from "@/lib/client/account";
import { reasonOf } from "@/lib/contract/reasons";
import { problemText } from "./problem-text";

/** What is wrong with each field, in the reader's words where they are known. */
export function useFieldTexts(): (fields: Readonly<Record<string, string>>) => Record<string, string> {
  const t = useText("account");
  const textOf = (message: string) => {
    const reason = reasonOf(message);
    return reason ? t(reason) : message;
  };
  return (fields) =>
    Object.fromEntries(Object.entries(fields).map(([path, message]) => [path, textOf(message)]));
}

/** What to tell about a failed way in; null where nothing has failed. */
export function useProblemText(): (problem: Problem | null) => string | null {
  const t = useText("account");
  const errors = useText("errors");
  return (problem) => problem && problemText(problem, t, errors);
}
