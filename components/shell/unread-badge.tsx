"use client";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { useText } from "@/components/text/text-provider";
import { CountBadge } from "@/components/ui/count-badge";
import { loadTabBadge } from "./later";
import type { UnreadCount } from "./page-store";
import { usePageUnread } from "./use-page-unread";

/** Beside the link to the messages, and on the browser's tab. */
export function UnreadBadge({ initial, className }: { initial: UnreadCount; className?: string }) {
  const t = useText("shell");
  const pathname = usePathname();
  const { conversations } = usePageUnread(initial);
  const isTold = useRef(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another page has another title.
  useEffect(() => {
    const controller = new AbortController();
    // Most pages have nothing to tell, and go without the code for it. The number is on the page in any case.
    if (conversations > 0 || isTold.current)
      void loadTabBadge()
        .then(({ showOnTab }) => showOnTab(conversations, controller.signal))
        .catch(() => undefined);
    isTold.current ||= conversations > 0;
    return () => controller.abort();
  }, [conversations, pathname]);

  return (
    <CountBadge count={conversations} label={t("unread", { count: conversations })} className={className} />
  );
}
