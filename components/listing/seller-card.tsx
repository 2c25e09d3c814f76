import { getText } from "@/components/text/get-text";
import { ClockIcon } from "@/components/ui/drawn-icons";
import type { Person } from "@/lib/contract/entities";
import { Avatar } from "../ui/avatar";
import { replyTime } from "./reply-time";

type Props = { seller: Person; isOnline: boolean; repliesWithinMinutes: number | null };

export async function SellerCard({ seller, isOnline, repliesWithinMinutes }: Props) {
  const t = await getText("listing");
  const replies = repliesWithinMinutes === null ? null : replyTime(repliesWithinMinutes);
  return (
    <section aria-label={t("seller")} className="flex min-w-0 items-center gap-3.5">
      <Avatar person={seller} size="large" isOnline={isOnline} />
      <div className="grid min-w-0 gap-0.5">
        <p className="truncate font-semibold">
          <bdi>{seller.name}</bdi>
        </p>
        <p className="flex flex-wrap gap-x-3 gap-y-0.5 text-ink-muted text-sm">
          {isOnline && <span className="text-success">{t("online")}</span>}
          {replies && (
            <span className="inline-flex items-center gap-1.5">
              <ClockIcon className="size-3.5 shrink-0" />
              {t(replies.key, { count: replies.count })}
            </span>
          )}
          {!isOnline && !replies && t("seller")}
        </p>
      </div>
    </section>
  );
}
