"use client";
import { useSyncExternalStore } from "react";
import { useText } from "@/components/text/text-provider";
import { getPage, subscribeToPage } from "./page-store";

function subscribe(listener: () => void): () => void {
  const unsubscribe = subscribeToPage(listener);
  addEventListener("online", listener);
  addEventListener("offline", listener);
  return () => {
    unsubscribe();
    removeEventListener("online", listener);
    removeEventListener("offline", listener);
  };
}

const noEngine = -1;

/** How many messages wait for the network; null when nothing has to be said here. */
function waitingOffline(): number | null {
  const { isLive, isOffline, hasOwnNotice, waiting } = getPage();
  if (hasOwnNotice) return null;
  if (isLive) return isOffline ? waiting : null;
  return navigator.onLine ? null : noEngine;
}

/** Says below the head of every page that there is no network, unless the page says so in a place of its own. */
export function OfflineNotice() {
  const t = useText("shell");
  const waiting = useSyncExternalStore(subscribe, waitingOffline, () => null);
  return (
    <div role="status" className="sticky top-(--header-height) z-20">
      {waiting !== null && (
        <p className="bg-warning-soft px-4 py-1.5 text-center text-sm text-warning">
          {waiting > 0
            ? t("offlineWaiting", { count: waiting })
            : t(waiting === noEngine ? "offlineOutdated" : "offlineReading")}
        </p>
      )}
    </div>
  );
}
