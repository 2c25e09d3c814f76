"use client";
import { useCallback } from "react";
import type { ErrorBody } from "@/lib/contract/envelope";
import { useText } from "./text-provider";

export type ShownError = Pick<ErrorBody, "code" | "unreached"> | { code: "offline"; unreached?: true };

/** What to tell people about an error of the contract, or about no answer at all. */
export function useErrorText(): (error: ShownError | null | undefined) => string {
  const t = useText("errors");
  return useCallback((error) => t(error?.unreached ? "offline" : (error?.code ?? "internal")), [t]);
}
