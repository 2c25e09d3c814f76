"use client";
// What a thing costs and whether it is still to be had. A conversation keeps the price of its first day; where the
// listing has another one by now, both are shown.
import { useText } from "@/components/text/text-provider";
import { cx } from "@/components/ui/cx";
import { Money } from "@/components/ui/money";
import { useQuery } from "@/lib/client/hooks";
import type { Listing, Subject } from "@/lib/contract/entities";

const told = { RESERVED: "statusRESERVED", SOLD: "statusSOLD", HIDDEN: "statusHIDDEN" } as const;

/** Not before there is an answer, and never where nobody may see the listing any more. */
function useListingNow({ kind, id }: Subject): Listing | undefined {
  const listingId = kind === "listing" ? id : null;
  const { data, isStale } = useQuery("listing:get", listingId === null ? null : { listingId });
  return isStale ? undefined : data?.listing;
}

export function SubjectPrice({ subject }: { subject: Subject }) {
  const t = useText("chat");
  const { priceMinor, currency } = subject;
  const now = useListingNow(subject);
  const isOther = now !== undefined && (now.priceMinor !== priceMinor || now.currency !== currency);
  return (
    <span className="flex shrink-0 gap-1.5 text-ink-muted text-sm @max-[24rem]/head:hidden">
      {priceMinor !== null && currency !== null && (
        <>
          {isOther && <span className="sr-only">{t("priceBefore")}</span>}
          <Money minor={priceMinor} currency={currency} className={isOther ? "line-through" : undefined} />
        </>
      )}
      {isOther && (
        <>
          <span className="sr-only">{t("priceNow")}</span>
          <Money minor={now.priceMinor} currency={now.currency} className="font-medium text-ink" />
        </>
      )}
    </span>
  );
}

/** What became of the thing, or that it is more than a thing to talk about. */
export function SubjectState({ subject, className }: { subject: Subject; className: string }) {
  const t = useText("chat");
  const { kind, status } = subject;
  const key = told[status as keyof typeof told];
  const look = cx("shrink-0 rounded-full px-2 text-xs leading-5", className);
  if (kind === "listing" && key)
    return <span className={cx(look, "bg-warning-soft text-warning")}>{t(key)}</span>;
  if (kind === "order" || kind === "booking")
    return <span className={cx(look, "bg-raised text-ink-muted")}>{t(kind)}</span>;
  return null;
}
