"use client";
// One conversation in the list. It listens for its own conversation alone, so nothing else is drawn again with it.
import { Archive, BellOff, ChevronsUp, ChevronUp, Pin, TriangleAlert } from "lucide-react";
import { type MouseEvent, memo, type PointerEvent, useState } from "react";
import { useFormat, useText } from "@/components/text/text-provider";
import { CountBadge } from "@/components/ui/count-badge";
import { cx } from "@/components/ui/cx";
import { StaffMark } from "@/components/ui/staff-mark";
import { Time } from "@/components/ui/time";
import { useConversation, useMe } from "@/lib/client/hooks";
import type { Conversation } from "@/lib/contract/entities";
import { isStaffIn } from "../chat/header/other-person";
import { OwnWay } from "./own-way";
import { othersIn } from "./people";
import { RowMenu } from "./row-menu";
import { RowPreview } from "./row-preview";
import { SubjectPhoto } from "./subject-photo";
import { useMutedNow } from "./use-muted-now";
import { WaitTime } from "./wait-time";

export type RowActions = {
  open(id: string): void;
  toggle(id: string): void;
  extend(id: string): void;
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
  showsWait: boolean;
  actions: RowActions;
};

const isPlainClick = (event: MouseEvent) =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

const isRangeClick = (event: MouseEvent) =>
  event.button === 0 && event.shiftKey && !event.metaKey && !event.ctrlKey && !event.altKey;

export const ConversationRow = memo(function ConversationRow(props: Props) {
  const { id, href, isCurrent, isStop, isSelecting, isSelected, showsWait, actions } = props;
  const t = useText("inbox");
  const conversation = useConversation(id);
  const me = useMe();
  const [isPressed, setPressed] = useState(false);
  if (!conversation) return <div className="h-[5.25rem]" />;
  const people = othersIn(conversation, me.id);
  const isUnread = conversation.unread > 0;

  const choose = (event: MouseEvent) => {
    if (!isPlainClick(event) && !isRangeClick(event)) return;
    event.preventDefault();
    setPressed(false);
    if (event.shiftKey) return actions.extend(id);
    if (isSelecting) actions.toggle(id);
    else actions.open(id);
  };

  // The row answers to the press itself, before the click and the thread.
  const press = (event: PointerEvent) => setPressed(isPlainClick(event) && !isSelecting);
  const release = () => setPressed(false);

  return (
    <div
      data-pressed={isPressed || undefined}
      className={cx(
        "group/row relative mx-1.5 rounded-xl",
        isPressed || (isSelecting ? isSelected : isCurrent) ? "bg-accent-soft" : "hover:bg-raised",
      )}
    >
      <a
        href={href}
        data-row={id}
        tabIndex={isStop ? 0 : -1}
        aria-current={isCurrent ? "page" : undefined}
        draggable={false}
        onClick={choose}
        onPointerDown={press}
        onPointerCancel={release}
        onPointerLeave={(event) => event.pointerType === "mouse" && release()}
        onContextMenu={release}
        // A press with Shift would select the text on the way.
        onMouseDown={(event) => event.shiftKey && event.preventDefault()}
        onFocus={() => actions.focus(id)}
        className="grid h-[5.25rem] grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 rounded-xl px-2.5 -outline-offset-2"
      >
        <SubjectPhoto subject={conversation.subject} person={people[0]} />
        <span className="grid min-w-0 grid-cols-1 gap-0.5">
          <span className="flex items-baseline justify-between gap-2">
            <span className="flex min-w-0 items-baseline gap-1.5">
              <OwnWay className={cx("text-sm", isUnread ? "font-semibold" : "font-medium")}>
                {people.map(({ name }) => name).join(" · ")}
              </OwnWay>
              {people.some((person) => isStaffIn(conversation, person.id)) && <StaffMark />}
            </span>
            <RowTime conversation={conversation} hasMenu={!isSelecting} showsWait={showsWait} />
          </span>
          <SubjectTitle conversation={conversation} hasMenu={!isSelecting} />
          <span className="flex items-center justify-between gap-2">
            <RowPreview conversation={conversation} isUnread={isUnread} />
            <RowSigns conversation={conversation} />
          </span>
        </span>
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

type LineProps = { conversation: Conversation; hasMenu: boolean };

function SubjectTitle({ conversation: { subject }, hasMenu }: LineProps) {
  const t = useText("inbox");
  const { money } = useFormat();
  const kinds = { listing: null, order: t("order"), booking: t("booking"), direct: null };
  const kind = kinds[subject.kind];
  // What a listing costs may have changed since; an order is what it is.
  const price =
    kind && subject.priceMinor !== null && subject.currency
      ? money(subject.priceMinor, subject.currency)
      : null;
  const title = subject.title ?? (subject.kind === "direct" ? t("direct") : null);
  return (
    <span
      className={cx(
        "flex min-w-0 items-baseline gap-1.5 text-ink-muted text-xs",
        // A finger's way to the menu is always there, at the end of this line.
        hasMenu && "pointer-coarse:pe-8",
      )}
    >
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

function RowTime({ conversation, hasMenu, showsWait }: LineProps & { showsWait: boolean }) {
  const { lastMessage, unread, waitingSince } = conversation;
  const className = cx(
    // The menu stands in its place while it is there.
    hasMenu &&
      "pointer-fine:group-hover/row:opacity-0 pointer-fine:group-focus-within/row:opacity-0 pointer-fine:group-has-data-[state=open]/row:opacity-0",
    "shrink-0 text-xs tabular-nums",
    unread > 0 ? "font-medium text-accent" : "text-ink-muted",
  );
  if (showsWait && waitingSince) return <WaitTime since={waitingSince} className={className} />;
  if (!lastMessage) return null;
  return <Time at={lastMessage.at} hasTooltip={false} className={className} />;
}

/** How many are new, and what is out of the ordinary about it. */
function RowSigns({ conversation }: { conversation: Conversation }) {
  const t = useText("inbox");
  const isMuted = useMutedNow(conversation.mutedUntil);
  const { priority, status, unread, pinnedAt, isFlagged, archivedAt } = conversation;
  const isArchived = archivedAt !== null || status === "ARCHIVED";
  const isPressing = priority === "HIGH" || priority === "URGENT";
  return (
    <span className="flex h-5 shrink-0 items-center gap-1.5 text-ink-muted [&_svg]:size-3.5">
      {status === "BLOCKED" && <span className="font-medium text-danger text-xs">{t("blocked")}</span>}
      {status === "ENDED" && <span className="text-xs">{t("ended")}</span>}
      {isFlagged && <Sign icon={<TriangleAlert className="text-danger" />} label={t("flagged")} />}
      {isPressing && (
        <Sign
          icon={
            priority === "URGENT" ? (
              <ChevronsUp className="text-danger" />
            ) : (
              <ChevronUp className="text-warning" />
            )
          }
          label={t(`priority${priority}`)}
        />
      )}
      {isArchived && <Sign icon={<Archive />} label={t("archived")} />}
      {isMuted && <Sign icon={<BellOff />} label={t("muted")} />}
      {pinnedAt && <Sign icon={<Pin />} label={t("pinned")} />}
      <CountBadge count={unread} label={t("unread", { count: unread })} />
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
        "pointer-events-none absolute start-1 top-2.5 grid size-6 place-items-center rounded-full border-2",
        isSelected ? "border-surface bg-accent text-on-accent" : "border-line-strong bg-surface",
      )}
    >
      {isSelected && (
        <svg
          viewBox="0 0 16 16"
          className="size-4"
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
