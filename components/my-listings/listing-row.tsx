import { ExternalLink, Pencil } from "lucide-react";
import Link from "next/link";
import { getFormat, getText } from "@/components/text/get-text";
import type { Listing } from "@/lib/contract/entities";
import { Photo } from "../listing/photo";
import { buttonClass } from "../ui/button";
import { StatusSwitch } from "./status-switch";

export async function ListingRow({ listing }: { listing: Listing }) {
  const [t, format] = await Promise.all([getText("myListings"), getFormat()]);
  const { id, title, kind, photos, status, priceMinor, currency } = listing;
  const edit = `/dashboard/listings/${id}`;
  return (
    <article className="grid grid-cols-[5rem_minmax(0,1fr)] items-center gap-x-4 gap-y-3 p-3 sm:grid-cols-[5.5rem_minmax(0,1fr)_9.5rem_auto] sm:px-4">
      <span className="relative aspect-4/3 overflow-hidden rounded-lg">
        <Photo src={photos[0]} alt="" className={status === "HIDDEN" ? "opacity-50 grayscale" : ""} />
      </span>
      <div className="grid min-w-0 gap-0.5">
        <h2 dir="auto" className="truncate font-medium [text-align:-webkit-match-parent]">
          <Link href={edit} prefetch={false} className="rounded hover:underline">
            {title}
          </Link>
        </h2>
        <p className="flex flex-wrap gap-x-2 text-ink-muted text-sm">
          <bdi className="font-semibold text-ink tabular-nums">{format.money(priceMinor, currency)}</bdi>
          <span aria-hidden>·</span>
          <span>{t(kind)}</span>
        </p>
      </div>
      <div className="col-span-2 grid grid-cols-[minmax(0,1fr)_auto] gap-2 sm:contents">
        <StatusSwitch listing={{ id, title, status }} />
        <p className="flex gap-2">
          <Link
            href={edit}
            prefetch={false}
            aria-label={t("editOne", { title })}
            className={buttonClass("plain")}
          >
            <Pencil aria-hidden className="size-4" />
            {t("edit")}
          </Link>
          <Link
            href={`/listings/${id}`}
            prefetch={false}
            aria-label={t("viewOne", { title })}
            data-tooltip={t("view")}
            className={buttonClass("quiet", "medium", "px-2.5")}
          >
            <ExternalLink aria-hidden className="size-4" />
          </Link>
        </p>
      </div>
    </article>
  );
}
