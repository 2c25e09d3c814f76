"use client";
// Reading what the engine does not keep: customers, notes, tags, a listing as it is now.
import { useCallback, useEffect, useMemo, useState } from "react";
import type { CommandName } from "../../contract/commands";
import type { ErrorBody } from "../../contract/envelope";
import type { InputOf, OutputOf } from "../transport/transport";
import { useCall } from "./use-actions";
import { useReconnected } from "./use-session";

type Answer<T> = { key: string; data?: T; error?: ErrorBody };
export type Query<T> = {
  /** Of the last call that went well; with another input that of the earlier one, until there is an answer. */
  data: T | undefined;
  error: ErrorBody | undefined;
  /** The data is of an earlier input. */
  isStale: boolean;
  reload(): void;
  /** Puts in what is known before the server has said so. */
  set(change: (data: T) => T): void;
};

/** Calls again whenever the input is another; an answer that comes too late is dropped. Null asks nothing. */
export function useQuery<Name extends CommandName>(
  name: Name,
  input: InputOf<Name> | null,
): Query<OutputOf<Name>> {
  type Output = OutputOf<Name>;
  const call = useCall();
  const key = JSON.stringify(input);
  const [answer, setAnswer] = useState<Answer<Output>>({ key: "" });
  const [round, setRound] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another round asks the same again.
  useEffect(() => {
    if (key === "null") return;
    const controller = new AbortController();
    const wanted = JSON.parse(key) as InputOf<Name>;
    void call(name, wanted, { signal: controller.signal }).then((envelope) => {
      if (controller.signal.aborted) return;
      setAnswer((before) =>
        envelope.ok
          ? { key, data: envelope.data }
          : { key, error: envelope.error, ...(before.key === key && { data: before.data }) },
      );
    });
    return () => controller.abort();
  }, [call, name, key, round]);

  const reload = useCallback(() => setRound((count) => count + 1), []);
  useReconnected(() => {
    if (answer.error?.unreached) reload();
  });
  const set = useCallback(
    (change: (data: Output) => Output) =>
      setAnswer((now) => (now.data === undefined ? now : { ...now, data: change(now.data) })),
    [],
  );
  return useMemo(
    () => ({
      data: answer.data,
      error: answer.key === key ? answer.error : undefined,
      isStale: answer.key !== key,
      reload,
      set,
    }),
    [answer, key, reload, set],
  );
}
