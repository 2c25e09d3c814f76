"use client";
import { useClock } from "@/components/text/text-provider";

/** A conversation muted for a while speaks again by itself. */
export function useMutedNow(mutedUntil: string | null): boolean {
  const untilMs = mutedUntil === null ? 0 : Date.parse(mutedUntil);
  return useClock((nowMs) => (untilMs > nowMs ? "muted" : "")) === "muted";
}
