"use client";
import { useCallback } from "react";
import type { ErrorBody } from "@/lib/contract/envelope";
import { useText } from "./text-provider";

/** What to tell people about an error of the contract, or about no answer at all. */
export function useErrorText(): (
  error: Pick<ErrorBody, "code"> | { code: "offline" } | null | undefined,
) => string {
  const t = useText("errors");
  return useCallback((error) => t(error?.code ?? "internal"), [t]);
}
