"use client";
import { MessageSquare, MessageSquarePlus } from "lucide-react";
import { memo, useMemo } from "react";
import { OwnWay } from "@/components/inbox/own-way";
import { OnlineFace } from "@/components/inbox/subject-photo";
import { useSide } from "@/components/inbox/use-place";
import { useFormat, useText } from "@/components/text/text-provider";
import { CountBadge } from "@/components/ui/count-badge";
import { cx } from "@/components/ui/cx";
import { Time } from "@/components/ui/time";
import { usePresence } from "@/lib/client/hooks";
import type { Customer } from "@/lib/contract/entities";

/** Leads to the conversation with this customer, or to where one begins. */
export const CustomerRow = memo(function CustomerRow(props: { customer: Customer; isCurrent: boolean }) {
  const { customer, isCurrent } = props;
  const t = useText("customers");
  const { money } = useFormat();
  const { go, hrefOf } = useSide();
  const { id, name, deals, spentMinor, currency, lastSeenAt, conversationId, unread } = customer;
  const presence = usePresence(useMemo(() => [id], [id]))[id];
  const place = {
    conversationId,
    customerId: conversationId ? null : id,
    seq: null,
    details: false,
  };
  return (
    <a
      href={hrefOf(place)}
      aria-current={isCurrent ? "page" : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        go(place);
      }}
      className={cx(
        "mx-1.5 grid h-[5.25rem] grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 rounded-xl px-2.5 -outline-offset-2",
        isCurrent ? "bg-accent-soft" : "hover:bg-raised",
      )}
    >
      <OnlineFace person={customer} size="large" />
      <span className="grid min-w-0 gap-0.5">
        <OwnWay className={cx("text-sm", unread > 0 ? "font-semibold" : "font-medium")}>{name}</OwnWay>
        <span className="truncate text-ink-muted text-xs tabular-nums">
          {t("deals", { count: deals })}
          {currency && (
            <>
              {" · "}
              <bdi suppressHydrationWarning>{money(spentMinor, currency)}</bdi>
            </>
          )}
        </span>
        <span className="truncate text-ink-muted text-xs">
          {presence?.online ? (
            t("online")
          ) : lastSeenAt ? (
            <>
              {t("lastSeen")} <Time at={lastSeenAt} form="relative" hasTooltip={false} />
            </>
          ) : (
            t("neverSeen")
          )}
        </span>
      </span>
      <span className="flex h-full flex-col items-end justify-between py-4 text-ink-muted">
        <span aria-hidden>
          {conversationId ? <MessageSquare className="size-4" /> : <MessageSquarePlus className="size-4" />}
        </span>
        <span className="sr-only">{conversationId ? t("hasConversation") : t("noConversation")}</span>
        <CountBadge count={unread} label={t("unread", { count: unread })} />
      </span>
    </a>
  );
});
