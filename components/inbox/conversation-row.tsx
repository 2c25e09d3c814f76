"use client";
// One conversation in the list. It listens for its own conversation alone, so nothing else is drawn again with it.
import { BellOff, Flag, Pin, TriangleAlert } from "lucide-react";
import { type MouseEvent, memo } from "react";
import { useFormat, useText } from "@/components/text/text-provider";
import { CountBadge } from "@/components/ui/badge";
import { cx } from "@/components/ui/cx";
import { Time } from "@/components/ui/time";
import { useConversation, useMe } from "@/lib/client/hooks";
import type { Conversation } from "@/lib/contract/entities";
import { OwnWay } from "./own-way";
import { othersIn } from "./people";
import { RowMenu } from "./row-menu";
import { RowPreview } from "./row-preview";
import { SubjectPhoto } from "./subject-photo";
import { useMutedNow } from "./use-muted-now";

export type RowActions = {
  open(id: string): void;
  toggle(id: string): void;
  focus(id: string): void;
};

type Props = {
  id: string;
  href: string;
  /** Its thread is the one that is open. */
  isCurrent: boolean;
  /** The one that the tab key stops at. */
  isStop: boolean;
  isSelecting: boolean;
  isSelected: boolean;
  actions: RowActions;
};

const isPlainClick = (event: MouseEvent) =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

export const ConversationRow = memo(function ConversationRow(props: Props) {
  const { id, href, isCurrent, isStop, isSelecting, isSelected, actions } = props;
  const t = useText("inbox");
  const conversation = useConversation(id);
  const me = useMe();
  if (!conversation) return <div className="h-[5.25rem]" />;
  const people = othersIn(conversation, me.id);
  const isUnread = conversation.unread > 0;

  const choose = (event: MouseEvent) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    if (isSelecting) actions.toggle(id);
    else actions.open(id);
  };

  return (
    <div
      className={cx(
        "group/row relative mx-1.5 rounded-xl",
        isCurrent ? "bg-accent-soft" : isSelected ? "bg-raised" : "hover:bg-raised",
      )}
    >
      <a
        href={href}
        data-row={id}
        tabIndex={isStop ? 0 : -1}
        aria-current={isCurrent ? "page" : undefined}
        draggable={false}
        onClick={choose}
        onFocus={() => actions.focus(id)}
        className="grid h-[5.25rem] grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 rounded-xl px-2.5 -outline-offset-2"
      >
        <SubjectPhoto subject={conversation.subject} person={people[0]} isCovered={isSelecting} />
        <span className="grid min-w-0 gap-0.5">
          <OwnWay className={cx("text-sm", isUnread ? "font-semibold" : "font-medium")}>
            {people.map(({ name }) => name).join(" · ")}
          </OwnWay>
          <SubjectTitle conversation={conversation} />
          <RowPreview conversation={conversation} isUnread={isUnread} />
        </span>
        <RowSigns conversation={conversation} />
        {isSelected && <span className="sr-only">{t("selected")}</span>}
      </a>
      {isSelecting ? (
        <SelectMark isSelected={isSelected} />
      ) : (
        <RowMenu conversation={conversation} isStop={isStop} onSelect={() => actions.toggle(id)} />
      )}
    </div>
  );
});

function SubjectTitle({ conversation: { subject } }: { conversation: Conversation }) {
  const t = useText("inbox");
  const { money } = useFormat();
  const kinds = { listing: null, order: t("order"), booking: t("booking"), direct: null };
  const kind = kinds[subject.kind];
  const price =
    subject.priceMinor !== null && subject.currency ? money(subject.priceMinor, subject.currency) : null;
  const title = subject.title ?? (subject.kind === "direct" ? t("direct") : null);
  return (
    <span className="flex min-w-0 items-baseline gap-1.5 text-ink-muted text-xs">
      {kind && <span className="shrink-0">{title ? `${kind} ·` : kind}</span>}
      {title && <OwnWay>{title}</OwnWay>}
      {price && (
        <bdi className="shrink-0 tabular-nums" suppressHydrationWarning>
          {price}
        </bdi>
      )}
    </span>
  );
}

/** When, how many are new, and what is out of the ordinary about it. */
function RowSigns({ conversation }: { conversation: Conversation }) {
  const t = useText("inbox");
  const isMuted = useMutedNow(conversation.mutedUntil);
  const { priority, status, unread, pinnedAt, isFlagged, lastMessage } = conversation;
  const isPressing = priority === "HIGH" || priority === "URGENT";
  return (
    <span className="flex h-full flex-col items-end justify-between py-3">
      {lastMessage && (
        <Time
          at={lastMessage.at}
          hasTooltip={false}
          className={cx(
            // The menu stands in its place while it is there.
            "pointer-fine:group-hover/row:opacity-0 pointer-fine:group-focus-within/row:opacity-0 pointer-fine:group-has-data-[state=open]/row:opacity-0",
            "text-xs tabular-nums",
            unread > 0 ? "font-medium text-accent" : "text-ink-muted",
          )}
        />
      )}
      <span className="flex h-5 items-center gap-1.5 text-ink-muted [&_svg]:size-3.5">
        {status === "BLOCKED" && <span className="font-medium text-danger text-xs">{t("blocked")}</span>}
        {status === "ENDED" && <span className="text-xs">{t("ended")}</span>}
        {isFlagged && <Sign icon={<TriangleAlert className="text-danger" />} label={t("flagged")} />}
        {isPressing && (
          <Sign
            icon={<Flag className={priority === "URGENT" ? "fill-current text-danger" : "text-warning"} />}
            label={t(`priority${priority}`)}
          />
        )}
        {isMuted && <Sign icon={<BellOff />} label={t("muted")} />}
        {pinnedAt && <Sign icon={<Pin />} label={t("pinned")} />}
        <CountBadge count={unread} label={t("unread", { count: unread })} />
      </span>
    </span>
  );
}

function Sign({ icon, label }: { icon: React.ReactNode; label: string }) {
  return (
    <span>
      <span aria-hidden className="block">
        {icon}
      </span>
      <span className="sr-only">{label}</span>
    </span>
  );
}

/** The row's own link is what is pressed; this only shows what it did. */
function SelectMark({ isSelected }: { isSelected: boolean }) {
  return (
    <span
      aria-hidden
      className={cx(
        "pointer-events-none absolute inset-y-0 start-2.5 my-auto grid size-12 place-items-center rounded-lg",
        isSelected ? "bg-accent text-on-accent" : "border-2 border-line-strong bg-surface",
      )}
    >
      {isSelected && (
        <svg
          viewBox="0 0 16 16"
          className="size-5"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          aria-hidden
        >
          <path d="m3 8.5 3.2 3.2L13 5" strokeLinecap="round" strokeLinejoin="round" />
        </svg>
      )}
    </span>
  );
}
