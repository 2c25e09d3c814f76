"use client";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { useText } from "@/components/text/text-provider";
import { CountBadge } from "@/components/ui/count-badge";
import { unreadOn } from "@/lib/contract/unread-on";
import type { Side } from "@/lib/contract/values";
import { loadTabBadge } from "./later";
import type { UnreadCount } from "./page-store";
import { usePageUnread, useUnreadLook } from "./use-page-unread";

type Props = { initial: UnreadCount; side: Side | null; className?: string };

/** Beside the link to the conversations of one side. */
export function UnreadBadge({ initial, side, className }: Props) {
  const t = useText("shell");
  const count = unreadOn(usePageUnread(initial), side);
  return <CountBadge count={count} label={t("unread", { count })} className={className} />;
}

/** On the browser's tab, where both sides count. */
export function TabBadge({ initial }: { initial: UnreadCount }) {
  const pathname = usePathname();
  const { conversations } = usePageUnread(initial);
  useUnreadLook();
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

  return null;
}
