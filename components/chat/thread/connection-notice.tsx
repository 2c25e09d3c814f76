"use client";
import { CloudOff } from "lucide-react";
import { useEffect, useState } from "react";
import { useText } from "@/components/text/text-provider";
import { useConnection } from "@/lib/client/hooks";

/** A short gap is nothing to tell anybody of. */
const patienceMs = 1_000;

/** Says quietly that the network is gone, and what will become of what is written meanwhile. */
export function ConnectionNotice() {
  const t = useText("chat");
  const { status, session, waiting, storage } = useConnection();
  // Whoever has been signed out is told so elsewhere.
  const isOffline = useLasting(status === "offline" && session !== "ended");
  const words = isOffline
    ? waiting > 0
      ? t("offlineWaiting", { count: waiting })
      : t("offlineReading")
    : null;
  return (
    <div role="status">
      {words && (
        <p className="flex items-center justify-center gap-2 bg-warning-soft px-4 py-1.5 text-center text-sm text-warning">
          <CloudOff aria-hidden="true" className="size-4 shrink-0" />
          {words}
        </p>
      )}
      {storage === "memory" && (
        <p className="bg-warning-soft px-4 py-1.5 text-center text-sm text-warning">{t("notKept")}</p>
      )}
    </div>
  );
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
