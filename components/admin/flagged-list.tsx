import { Check, Flag } from "lucide-react";
import Link from "next/link";
import { addressOn } from "@/components/shell/conversation-address";
import { getText } from "@/components/text/get-text";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Time } from "@/components/ui/time";

type Flagged = {
  id: string;
  title: string | null;
  customerName: string;
  sellerName: string;
  flaggedAt: string;
};

export async function FlaggedList({ conversations }: { conversations: readonly Flagged[] }) {
  const t = await getText("admin");
  return (
    <section aria-labelledby="flagged" className="grid gap-3">
      <h2 id="flagged" className="flex items-center gap-2 font-semibold">
        {t("flagged")}
        {conversations.length > 0 && <Badge tone="danger">{conversations.length}</Badge>}
      </h2>
      {conversations.length === 0 ? (
        <EmptyState
          icon={<Check />}
          title={t("nothingFlagged")}
          text={t("nothingFlaggedText")}
          className="rounded-xl border border-line bg-surface"
        />
      ) : (
        <ul className="divide-y divide-line rounded-xl border border-line bg-surface">
          {conversations.map(({ id, title, customerName, sellerName, flaggedAt }) => (
            <li key={id}>
              <Link
                href={addressOn(null, id)}
                prefetch={false}
                className="flex min-h-14 items-center gap-3 px-3 py-2.5 hover:bg-raised"
              >
                <Flag aria-hidden className="size-4 shrink-0 text-danger" />
                <span className="grid min-w-0 flex-1">
                  <span className="truncate font-medium text-sm">
                    <bdi>{title ?? t("direct")}</bdi>
                  </span>
                  <span className="truncate text-ink-muted text-sm">
                    <bdi>{customerName}</bdi> · <bdi>{sellerName}</bdi>
                  </span>
                </span>
                <Time at={flaggedAt} className="shrink-0 text-ink-muted text-xs" />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
