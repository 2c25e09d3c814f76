"use client";
import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import { memo, type ReactNode } from "react";
import { useText } from "@/components/text/text-provider";
import { Avatar } from "@/components/ui/avatar";
import { cx } from "@/components/ui/cx";
import { IconButton } from "@/components/ui/icon-button";
import { StaffMark } from "@/components/ui/staff-mark";
import { useConnection, useMe, usePresence } from "@/lib/client/hooks";
import type { Conversation, Subject } from "@/lib/contract/entities";
import { isPicture } from "@/lib/contract/pictures";
import { ConversationMenu } from "./conversation-menu";
import { isStaffIn, otherPerson } from "./other-person";
import { PresenceLine } from "./presence-line";
import { SubjectPrice, SubjectState } from "./subject-price";

type Props = {
  conversation: Conversation;
  /** The way back to the list, for where both do not fit side by side. */
  onBack?(): void;
  /** Buttons of the page around, before the menu. */
  actions?: ReactNode;
};

export const ThreadHeader = memo(function ThreadHeader({ conversation, onBack, actions }: Props) {
  const me = useMe();
  const person = otherPerson(conversation, me.id);
  const isStaff = isStaffIn(conversation, person.id);
  const { subject } = conversation;
  return (
    <header className="@container/head flex min-h-16 items-center gap-2 border-line border-b bg-surface px-2 py-2 sm:gap-3 sm:px-4">
      {onBack && <Back onBack={onBack} />}
      <SubjectPhoto subject={subject} person={person} />
      <div className="min-w-0 flex-1">
        <h2 className="flex min-w-0 items-baseline gap-2 text-[0.9375rem] leading-5">
          <SubjectTitle subject={subject} name={person.name} />
          {isStaff && subject.title === null && <StaffMark className="self-center" />}
          <SubjectPrice subject={subject} />
          <SubjectState subject={subject} className="@max-[24rem]/head:hidden" />
        </h2>
        {/* Where both do not fit, the name is what one has to know. */}
        <p className="flex min-w-0 items-center gap-1.5 text-ink-muted text-sm leading-5">
          {subject.title !== null && (
            <span dir="auto" className="truncate">
              {person.name}
            </span>
          )}
          {isStaff && subject.title !== null && <StaffMark />}
          <SubjectState subject={subject} className="@min-[24rem]/head:hidden" />
          <PresenceDotText
            conversationId={conversation.id}
            userId={person.id}
            hasName={subject.title !== null}
          />
        </p>
      </div>
      {actions}
      <ConversationMenu conversation={conversation} person={person} />
    </header>
  );
});

function Back({ onBack }: { onBack(): void }) {
  const t = useText("common");
  return (
    <IconButton
      label={t("back")}
      icon={<ChevronLeft className="rtl:-scale-x-100" />}
      hasTooltip={false}
      onClick={onBack}
      className="-me-1 md:hidden"
    />
  );
}

/** On a phone, where nothing is known yet that a head could show: the way back alone. */
export const BackBar = ({ onBack }: { onBack(): void }) => (
  <header className="flex min-h-16 items-center border-line border-b bg-surface px-2 md:hidden">
    <Back onBack={onBack} />
  </header>
);

function PresenceDotText(props: { conversationId: string; userId: string; hasName: boolean }) {
  const presence = usePresence([props.userId])[props.userId];
  const { status } = useConnection();
  // Without the network nobody knows.
  if (status === "offline") return null;
  return (
    <span className="inline-flex min-w-0 shrink-[8] items-center gap-1.5">
      {props.hasName && presence && (
        <span aria-hidden="true" className="@max-[24rem]/head:hidden">
          ·
        </span>
      )}
      {presence?.online && <span aria-hidden="true" className="size-2 shrink-0 rounded-full bg-online" />}
      <span className="truncate @max-[24rem]/head:sr-only">
        <PresenceLine conversationId={props.conversationId} userId={props.userId} />
      </span>
    </span>
  );
}

/** To the listing, where there is one to see. */
const listingPath = ({ kind, id, status }: Subject): string | null =>
  kind === "listing" && id !== null && status !== "HIDDEN" ? `/listings/${id}` : null;

function SubjectTitle({ subject, name }: { subject: Subject; name: string }) {
  const path = listingPath(subject);
  // Where there is little room it takes a second line. Words stay whole: one too long for a line ends in dots.
  const className =
    "truncate font-semibold @max-[24rem]/head:line-clamp-2 @max-[24rem]/head:whitespace-normal @max-[24rem]/head:wrap-normal";
  if (path === null)
    return (
      <span dir="auto" className={className} data-tooltip={subject.title ?? name}>
        {subject.title ?? name}
      </span>
    );
  return (
    <Link href={path} prefetch={false} dir="auto" className={`${className} hover:underline`}>
      {subject.title}
    </Link>
  );
}

function SubjectPhoto({ subject, person }: { subject: Subject; person: Conversation["customer"] }) {
  const photo =
    subject.photoUrl === null || !isPicture(subject.photoUrl) ? (
      <Avatar person={person} size="large" />
    ) : (
      // biome-ignore lint/performance/noImgElement: small pictures of our own, which no optimiser makes smaller.
      <img
        src={subject.photoUrl}
        alt=""
        width={44}
        height={44}
        className="size-11 shrink-0 rounded-lg bg-raised object-cover"
      />
    );
  const path = listingPath(subject);
  // On the smallest phones the words need its room.
  const className = cx("grid shrink-0", subject.title !== null && "@max-[22rem]/head:hidden");
  if (path === null) return <span className={className}>{photo}</span>;
  return (
    <Link href={path} prefetch={false} tabIndex={-1} aria-hidden="true" className={className}>
      {photo}
    </Link>
  );
}
