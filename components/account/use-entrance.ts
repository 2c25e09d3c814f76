"use client";
import { type FormEvent, useRef, useState, useSyncExternalStore } from "react";
import type { Problem, Result } from "@/lib/client/account";
import { useFieldTexts, useProblemText } from "./use-problem-text";

const never = () => () => {};

/** What both forms do: send once at a time, say what went wrong, put the focus where it can be mended, move on. */
export function useEntrance(
  /** Where to go on, by what was sent. */
  returnTo: (data: FormData) => string,
  initial: Problem | null,
  send: (data: FormData) => Promise<Result>,
) {
  const problemText = useProblemText();
  const fieldTexts = useFieldTexts();
  const [problem, setProblem] = useState(initial);
  const [isBusy, setBusy] = useState(false);
  const isSending = useRef(false);
  // Until the page's code runs, a form sent by itself would lose what was typed.
  const isReady = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isSending.current) return;
    const form = event.currentTarget;
    isSending.current = true;
    setBusy(true);
    setProblem(null);
    const data = new FormData(form);
    const result = await send(data);
    // A whole page load, so that nothing rendered for a stranger remains.
    if (result.ok) return location.assign(returnTo(data));
    isSending.current = false;
    setBusy(false);
    setProblem(result.problem);
    const isAboutCode = result.problem.code.startsWith("code_");
    focusFirst(form, isAboutCode ? ["code"] : Object.keys(result.problem.fields ?? {}));
  }

  const fields = fieldTexts(problem?.fields ?? {});
  const forget = () => setProblem(null);
  return { onSubmit, isBusy, isReady, fields, problem, alert: problemText(problem), forget };
}

function focusFirst(form: HTMLFormElement, names: string[]): void {
  const wanted = names.length > 0 ? names : ["password"];
  const inputs = Array.from(form.querySelectorAll("input"));
  inputs.find(({ name }) => wanted.includes(name))?.focus();
}
