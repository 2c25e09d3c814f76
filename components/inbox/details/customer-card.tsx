"use client";
import { useFormat, useText } from "@/components/text/text-provider";
import { useErrorText } from "@/components/text/use-error-text";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import { StaffMark } from "@/components/ui/staff-mark";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import type { Query } from "@/lib/client/hooks";
import { useCall, usePresence } from "@/lib/client/hooks";
import type { Conversation, Customer, Deal } from "@/lib/contract/entities";
import { isStaffIn } from "../../chat/header/other-person";
import { OnlineFace } from "../subject-photo";
import { useSide } from "../use-place";
import { Section } from "./section";
import { dealTones } from "./subject-card";

type About = Query<{ customer: Customer; deals: Deal[] }>;

export function CustomerCard({ conversation, about }: { conversation: Conversation; about: About }) {
  const t = useText("inbox");
  const common = useText("common");
  const errorText = useErrorText();
  const { customer: person } = conversation;
  const presence = usePresence([person.id])[person.id];
  const customer = about.data?.customer;
  const lastSeenAt = presence?.lastSeenAt ?? customer?.lastSeenAt ?? null;
  return (
    <Section title={t("customer")}>
      <div className="flex items-center gap-3">
        <OnlineFace person={person} size="large" />
        <div className="grid min-w-0">
          <span className="flex min-w-0 items-center gap-1.5">
            <bdi className="truncate font-medium">{person.name}</bdi>
            {isStaffIn(conversation, person.id) && <StaffMark />}
          </span>
          <span className="min-h-4 text-ink-muted text-xs">
            {presence?.online ? (
              <span className="text-success">{common("online")}</span>
            ) : (
              lastSeenAt && (
                <>
                  {t("lastSeen")} <Time at={lastSeenAt} form="relative" />
                </>
              )
            )}
          </span>
        </div>
      </div>
      {about.error && about.error.code !== "not_found" && !about.data && (
        <p role="alert" className="grid justify-items-start gap-2 text-danger text-sm">
          {errorText(about.error)}
          <Button look="plain" size="small" onClick={about.reload}>
            {common("retry")}
          </Button>
        </p>
      )}
      {about.data && <Facts {...about.data} />}
      {about.data && about.data.deals.length > 0 && (
        <DealList deals={about.data.deals} currentId={conversation.subject.id} />
      )}
    </Section>
  );
}

function Facts({ customer }: { customer: Customer }) {
  const t = useText("inbox");
  const { money, number } = useFormat();
  const { email, phone, deals, spentMinor, currency, joinedAt } = customer;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm [&_dd]:min-w-0 [&_dd]:truncate [&_dt]:text-ink-muted">
      <dt>{t("deals")}</dt>
      <dd className="tabular-nums">{number(deals)}</dd>
      <dt>{t("spent")}</dt>
      <dd className="tabular-nums">
        <bdi>{currency ? money(spentMinor, currency) : "–"}</bdi>
      </dd>
      <dt>{t("joined")}</dt>
      <dd>
        <Time at={joinedAt} form="day" />
      </dd>
      {email && (
        <>
          <dt>{t("email")}</dt>
          <dd>
            <a href={`mailto:${email}`} className="rounded text-accent underline-offset-2 hover:underline">
              <bdi>{email}</bdi>
            </a>
          </dd>
        </>
      )}
      {phone && (
        <>
          <dt>{t("phone")}</dt>
          <dd>
            <a
              href={`tel:${phone.replace(/[^\d+]/g, "")}`}
              className="rounded text-accent underline-offset-2 hover:underline"
            >
              <bdi dir="ltr">{phone}</bdi>
            </a>
          </dd>
        </>
      )}
    </dl>
  );
}

/** Each leads to the conversation about it, which nobody else hears of before something is said in it. */
function DealList({ deals, currentId }: { deals: readonly Deal[]; currentId: string | null }) {
  const t = useText("inbox");
  const errorText = useErrorText();
  const call = useCall();
  const { open: openConversation } = useSide();
  async function open(dealId: string) {
    const answer = await call("conversation:open", { dealId });
    if (answer.ok) openConversation(answer.data.conversation);
    else toast.error(errorText(answer.error));
  }
  return (
    <ul className="grid gap-1" aria-label={t("deals")}>
      {deals.map((deal) => (
        <li key={deal.id} className="-mx-2.5">
          {deal.id === currentId ? (
            <div className="px-2.5 py-2 text-sm">
              <DealLines {...deal} />
            </div>
          ) : (
            <button
              type="button"
              onClick={() => open(deal.id)}
              className="w-full cursor-pointer rounded-lg px-2.5 py-2 text-start text-sm hover:bg-raised"
            >
              <DealLines {...deal} />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function DealLines({ kind, status, listing, totalMinor, currency, createdAt, scheduledAt }: Deal) {
  const t = useText("inbox");
  const kindText = t(kind === "ORDER" ? "order" : "booking");
  return (
    <span className="grid gap-0.5">
      <span className="flex items-baseline justify-between gap-2">
        <bdi className="min-w-0 truncate font-medium">{listing?.title ?? kindText}</bdi>
        <Money minor={totalMinor} currency={currency} className="shrink-0 tabular-nums" />
      </span>
      <span className="flex items-center justify-between gap-2 text-ink-muted text-xs">
        <span className="min-w-0 truncate">
          {kindText} · <Time at={scheduledAt ?? createdAt} form="day" hasTooltip={false} />
        </span>
        <Badge tone={dealTones[status]}>{t(`deal${status}`)}</Badge>
      </span>
    </span>
  );
}
