"use client";
import { useEffect } from "react";
import { useText } from "@/components/text/text-provider";
import { dismissAllToasts, toast } from "@/components/ui/toast";
import { useConnection } from "@/lib/client/hooks";
import { isLeaving } from "./leave";
import { forgetPages } from "./offline-pages";
import { nothingUnread, setPage } from "./page-store";

/** When the sign-in ends, what the engine cannot reach is removed as well: kept pages, notices, the name in the head. */
export function useSessionEnd(): void {
  const t = useText("shell");
  const { session } = useConnection();
  useEffect(() => {
    if (session === "valid" || isLeaving()) return;
    if (session === "outdated") {
      toast.show({
        title: t("newVersion"),
        action: { label: t("reload"), onClick: () => location.reload() },
      });
      return;
    }
    dismissAllToasts();
    setPage({ hasEnded: true, unread: nothingUnread });
    void forgetPages();
    return () => setPage({ hasEnded: false });
  }, [session, t]);
}
