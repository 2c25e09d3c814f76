"use client";
// The listing as it was when the customer first wrote, and as it is now.
import { ArrowRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useFormat, useText } from "@/components/text/text-provider";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Time } from "@/components/ui/time";
import type { Query } from "@/lib/client/hooks";
import type { Deal, Listing, Subject } from "@/lib/contract/entities";
import { Thumbnail } from "../subject-photo";
import { Section } from "./section";

const listingTones: Record<Listing["status"], BadgeTone> = {
  ACTIVE: "success",
  RESERVED: "warning",
  SOLD: "neutral",
  HIDDEN: "neutral",
};
export const dealTones: Record<Deal["status"], BadgeTone> = {
  PENDING: "warning",
  CONFIRMED: "accent",
  COMPLETED: "success",
  CANCELLED: "neutral",
};

type Now = Query<{ listing: Listing }>;
type Props = { subject: Subject; listing: Now; deals: readonly Deal[] | null };

export function SubjectCard({ subject, listing, deals }: Props) {
  const t = useText("inbox");
  if (subject.kind === "direct") return null;
  if (subject.kind === "listing")
    return (
      <Section title={t("listing")}>
        <ListingThenAndNow subject={subject} now={listing} />
      </Section>
    );
  const deal = deals?.find(({ id }) => id === subject.id);
  return (
    <Section title={t(subject.kind)}>
      <Head subject={subject} href={deal?.listing ? `/listings/${deal.listing.id}` : null}>
        {deal && <Badge tone={dealTones[deal.status]}>{t(`deal${deal.status}`)}</Badge>}
      </Head>
      {deal?.scheduledAt && (
        <p className="text-sm">
          {t("scheduledFor")} <Time at={deal.scheduledAt} form="full" />
        </p>
      )}
    </Section>
  );
}

function Head({ subject, href, children }: { subject: Subject; href: string | null; children?: ReactNode }) {
  const title = <bdi className="line-clamp-2 font-medium text-sm">{subject.title}</bdi>;
  return (
    <div className="flex gap-3">
      <Thumbnail url={subject.photoUrl} className="size-16! shrink-0" />
      <div className="grid min-w-0 content-center justify-items-start gap-1">
        {href ? (
          <Link href={href} className="rounded underline-offset-2 hover:underline">
            {title}
          </Link>
        ) : (
          title
        )}
        {children}
      </div>
    </div>
  );
}

function ListingThenAndNow({ subject, now }: { subject: Subject; now: Now }) {
  const t = useText("inbox");
  const listing = now.data?.listing;
  const isGone = now.error?.code === "not_found";
  return (
    <>
      <Head subject={subject} href={listing ? `/listings/${listing.id}` : null}>
        <span className="flex min-h-5 flex-wrap gap-1">
          {listing && <Badge tone={listingTones[listing.status]}>{t(`listing${listing.status}`)}</Badge>}
          {isGone && <Badge>{t("listingGone")}</Badge>}
        </span>
      </Head>
      <Prices subject={subject} listing={listing} />
      {listing && subject.title !== null && listing.title !== subject.title && (
        <p className="text-ink-muted text-sm">
          {t("nowTitled")} <bdi className="text-ink">{listing.title}</bdi>
        </p>
      )}
    </>
  );
}

function Prices({ subject, listing }: { subject: Subject; listing: Listing | undefined }) {
  const t = useText("inbox");
  const { money, number } = useFormat();
  if (subject.priceMinor === null || !subject.currency) return null;
  const then = money(subject.priceMinor, subject.currency);
  const isSame =
    !listing || (listing.priceMinor === subject.priceMinor && listing.currency === subject.currency);
  if (isSame)
    return (
      <p className="text-sm">
        <bdi className="font-semibold tabular-nums" suppressHydrationWarning>
          {then}
        </bdi>{" "}
        <span className="text-ink-muted">{listing ? t("priceSame") : ""}</span>
      </p>
    );
  const percent =
    listing.currency === subject.currency && subject.priceMinor > 0
      ? Math.round(((listing.priceMinor - subject.priceMinor) / subject.priceMinor) * 100)
      : 0;
  return (
    <dl className="flex flex-wrap items-end gap-x-3 gap-y-1 text-sm">
      <div>
        <dt className="text-ink-muted text-xs">{t("priceThen")}</dt>
        <dd className="tabular-nums line-through">
          <bdi>{then}</bdi>
        </dd>
      </div>
      <ArrowRight aria-hidden className="mb-0.5 size-4 text-ink-muted rtl:-scale-x-100" />
      <div>
        <dt className="text-ink-muted text-xs">{t("priceNow")}</dt>
        <dd className="font-semibold tabular-nums">
          <bdi>{money(listing.priceMinor, listing.currency)}</bdi>
        </dd>
      </div>
      {percent !== 0 && (
        <Badge tone={percent < 0 ? "success" : "warning"}>
          <bdi>{`${percent > 0 ? "+" : "−"}${number(Math.abs(percent))} %`}</bdi>
        </Badge>
      )}
    </dl>
  );
}
