"use client";
import { CloudOff } from "lucide-react";
import { useEffect } from "react";
import { setPage } from "@/components/shell/page-store";
import { useOffline } from "@/components/shell/use-offline";
import { useText } from "@/components/text/text-provider";
import { useConnection } from "@/lib/client/hooks";

/** Says quietly that the network is gone, and what will become of what is written meanwhile. One a page. */
export function ConnectionNotice() {
  const t = useText("chat");
  const shell = useText("shell");
  const { storage } = useConnection();
  const { isOffline, waiting } = useOffline();
  // The frame of the page does not say the same a second time.
  useEffect(() => {
    setPage({ hasOwnNotice: true });
    return () => setPage({ hasOwnNotice: false });
  }, []);
  return (
    <div role="status">
      {isOffline && (
        <p className="flex items-center justify-center gap-2 bg-warning-soft px-4 py-1.5 text-center text-sm text-warning">
          <CloudOff aria-hidden="true" className="size-4 shrink-0" />
          {waiting > 0 ? shell("offlineWaiting", { count: waiting }) : shell("offlineReading")}
        </p>
      )}
      {storage === "memory" && (
        <p className="bg-warning-soft px-4 py-1.5 text-center text-sm text-warning">{t("notKept")}</p>
      )}
    </div>
  );
}
