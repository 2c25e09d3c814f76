"use client";
import { useEffect, useState } from "react";
import { useConnection } from "@/lib/client/hooks";

/** A shorter gap is not worth telling. */
const patienceMs = 1_000;

/** Whether the reader should be told that there is no network, and how many messages wait for it. */
export function useOffline(): { isOffline: boolean; waiting: number } {
  const { status, session, waiting } = useConnection();
  // Being signed out is said elsewhere.
  const isOffline = useLasting(status === "offline" && session !== "ended");
  return { isOffline, waiting };
}

/** True once it has been so for a while, false at once. */
function useLasting(isSo: boolean): boolean {
  const [isLasting, setLasting] = useState(false);
  useEffect(() => {
    if (!isSo) return;
    const timer = setTimeout(() => setLasting(true), patienceMs);
    return () => {
      clearTimeout(timer);
      setLasting(false);
    };
  }, [isSo]);
  return isSo && isLasting;
}
