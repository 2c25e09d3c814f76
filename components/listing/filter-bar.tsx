import Form from "next/form";
import Link from "next/link";
import { getText } from "@/components/text/get-text";
import { SearchIcon } from "@/components/ui/drawn-icons";
import { type Browse, browseHref, kinds } from "./browse";
import { PendingMark } from "./pending-mark";

/** Works as a plain form and plain links; the framework makes them quick. */
export async function FilterBar({ browse }: { browse: Browse }) {
  const t = await getText("listing");
  const choices = [null, ...kinds] as const;
  return (
    <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-center">
      <Form
        action="/"
        role="search"
        prefetch={false}
        className="relative w-full sm:col-start-2 sm:row-start-1 sm:w-72 lg:w-96"
      >
        {browse.kind && <input type="hidden" name="kind" value={browse.kind} />}
        {browse.sellerId && <input type="hidden" name="sellerId" value={browse.sellerId} />}
        <input
          // A field keeps what was typed into it unless it is another field.
          key={browse.search}
          type="search"
          name="search"
          defaultValue={browse.search}
          maxLength={200}
          aria-label={t("search")}
          placeholder={t("searchExample")}
          autoComplete="off"
          enterKeyHint="search"
          className="min-h-11 w-full rounded-full border border-line-strong bg-surface ps-4 pe-12 text-base text-ink placeholder:text-ellipsis placeholder:text-ink-muted"
        />
        <button
          type="submit"
          aria-label={t("searchButton")}
          className="absolute inset-y-0 end-0 grid w-11 cursor-pointer place-items-center rounded-full text-ink-muted hover:text-ink"
        >
          <PendingMark of="form">
            <SearchIcon className="size-5" />
          </PendingMark>
        </button>
      </Form>
      <nav
        aria-label={t("kinds")}
        className="-mx-4 flex gap-2 overflow-x-auto px-4 py-1 [scrollbar-width:none] max-sm:fade-end max-sm:pe-5 sm:-mx-1 sm:px-1"
      >
        {choices.map((kind) => {
          const isChosen = browse.kind === kind;
          return (
            <Link
              key={kind ?? "all"}
              href={browseHref(browse, { kind })}
              scroll={false}
              prefetch={false}
              aria-current={isChosen ? "true" : undefined}
              className={`inline-flex min-h-11 shrink-0 items-center rounded-full border px-4 font-medium text-sm transition-colors duration-150 sm:min-h-10 ${isChosen ? "border-transparent bg-ink text-page" : "border-line-strong bg-surface text-ink hover:bg-raised"}`}
            >
              <PendingMark of="link">{t(kind ?? "allKinds")}</PendingMark>
            </Link>
          );
        })}
      </nav>
    </div>
  );
}
