import Link from "next/link";
import { getFormat, getText } from "@/components/text/get-text";
import type { Listing } from "@/lib/contract/entities";
import { Avatar } from "../ui/avatar";
import { Photo } from "./photo";
import { StatusBadge } from "./status-badge";

type Props = {
  listing: Listing;
  isFirst?: boolean;
  /** The level of its heading, one below the section's that it stands in. */
  heading?: "h2" | "h3";
};

export async function ListingCard({ listing, isFirst, heading: Heading = "h2" }: Props) {
  const [t, format] = await Promise.all([getText("listing"), getFormat()]);
  const { id, title, status, seller, photos } = listing;
  const isOver = status === "SOLD" || status === "HIDDEN";
  return (
    <article className="group relative grid h-full grid-rows-[auto_1fr] overflow-hidden rounded-2xl border border-line bg-surface transition-shadow duration-150 focus-within:border-line-strong hover:border-line-strong hover:shadow-md">
      <div className="relative aspect-4/3 overflow-hidden">
        <Photo
          src={photos[0]}
          alt=""
          isFirst={isFirst}
          className={`transition-transform duration-150 group-hover:scale-[1.02] ${isOver ? "contrast-75 grayscale" : ""}`}
        />
        {status !== "ACTIVE" && (
          <span className="absolute start-3 top-3">
            <StatusBadge status={status} label={t(status)} />
          </span>
        )}
      </div>
      <div className="grid min-w-0 content-between gap-2.5 p-3 sm:p-4">
        <div className="grid gap-1">
          <Heading
            dir="auto"
            className="line-clamp-2 min-h-[2lh] min-w-0 font-medium leading-snug [text-align:-webkit-match-parent]"
          >
            <Link
              href={`/listings/${id}`}
              prefetch={false}
              className="rounded after:absolute after:inset-0 after:rounded-2xl focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
            >
              {title}
            </Link>
          </Heading>
          <p className="font-semibold text-lg tabular-nums">
            <bdi>{format.money(listing.priceMinor, listing.currency)}</bdi>
          </p>
        </div>
        <p className="flex min-w-0 items-center gap-2 text-ink-muted text-sm">
          <Avatar person={seller} size="small" />
          <bdi className="truncate">{seller.name}</bdi>
        </p>
      </div>
    </article>
  );
}
