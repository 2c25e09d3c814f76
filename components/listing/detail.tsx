import type { ReactNode } from "react";
import { getFormat, getReader, getText } from "@/components/text/get-text";
import { InfoIcon } from "@/components/ui/drawn-icons";
import type { Listing } from "@/lib/contract/entities";
import { Gallery } from "./gallery";
import { StatusBadge } from "./status-badge";

const notes = { RESERVED: "reservedNote", SOLD: "soldNote", HIDDEN: "hiddenNote" } as const;
/** The owner is not told to ask the seller. */
const ownNotes = { RESERVED: "reservedOwnNote", SOLD: "soldOwnNote", HIDDEN: "hiddenNote" } as const;

type Props = {
  listing: Listing;
  /** Who offers it, and how to talk to them. */
  seller: ReactNode;
  chat: ReactNode;
  isOwner: boolean;
};

export async function ListingDetail({ listing, seller, chat, isOwner }: Props) {
  const [t, format, { nowMs }] = await Promise.all([getText("listing"), getFormat(), getReader()]);
  const { title, status, priceMinor, currency, description, createdAt } = listing;
  const photos = [...new Set(listing.photos)];
  return (
    <article className="grid grid-cols-1 gap-6 lg:grid-cols-[minmax(0,1fr)_24rem] lg:items-start lg:gap-x-10 xl:grid-cols-[minmax(0,1fr)_27rem]">
      <div className="min-w-0 lg:col-start-1 lg:row-start-1">
        <Gallery photos={photos} isOver={status === "SOLD"} />
      </div>
      <div className="grid min-w-0 grid-cols-1 gap-5 lg:sticky lg:top-[calc(var(--header-height)+2rem)] lg:col-start-2 lg:row-span-2 lg:row-start-1">
        <header className="grid grid-cols-1 gap-2">
          {status !== "ACTIVE" && (
            <p>
              <StatusBadge status={status} label={t(status)} />
            </p>
          )}
          <h1 className="text-balance font-semibold text-[clamp(1.25rem,6.5vw,1.5rem)] leading-tight tracking-tight sm:text-3xl">
            <bdi>{title}</bdi>
          </h1>
          <p className="font-semibold text-2xl text-accent tabular-nums">
            <span className="sr-only">{t("price")}: </span>
            <bdi>{format.money(priceMinor, currency)}</bdi>
          </p>
          {status !== "ACTIVE" && (
            <p className="flex gap-2 rounded-xl bg-raised px-3.5 py-3 text-sm">
              <InfoIcon className="mt-0.5 size-4 shrink-0 text-ink-muted" />
              {t((isOwner ? ownNotes : notes)[status])}
            </p>
          )}
        </header>
        {chat}
        <div className="rounded-2xl border border-line bg-surface p-4 sm:p-5">{seller}</div>
      </div>
      <div className="grid min-w-0 grid-cols-1 gap-7 lg:col-start-1 lg:row-start-2">
        {description && (
          <section className="grid grid-cols-1 gap-2">
            <h2 className="font-semibold text-lg">{t("description")}</h2>
            <p
              dir="auto"
              className="max-w-prose whitespace-pre-line leading-relaxed [text-align:-webkit-match-parent]"
            >
              {description}
            </p>
          </section>
        )}
        <Attributes attributes={listing.attributes} title={t("details")} />
        <p className="text-ink-muted text-sm">
          {t("published", { day: format.day(new Date(createdAt), nowMs) })}
        </p>
      </div>
    </article>
  );
}

function Attributes({ attributes, title }: { attributes: Listing["attributes"]; title: string }) {
  const rows = Object.entries(attributes);
  if (rows.length === 0) return null;
  return (
    <section className="grid grid-cols-1 gap-2">
      <h2 className="font-semibold text-lg">{title}</h2>
      <dl className="grid grid-cols-1 overflow-hidden rounded-2xl border border-line bg-surface sm:grid-cols-2">
        {rows.map(([name, value]) => (
          <div
            key={name}
            className="-mb-px flex min-w-0 items-baseline justify-between gap-4 border-line border-b px-4 py-3 only:col-span-full sm:not-only:odd:border-e"
          >
            <dt className="wrap-break-word max-w-1/2 shrink-0 text-ink-muted text-sm">
              <bdi>{name}</bdi>
            </dt>
            <dd className="wrap-break-word min-w-0 text-end font-medium">
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
