"use client";
import { useState } from "react";
import { useText } from "@/components/text/text-provider";
import { Avatar } from "@/components/ui/avatar";
import { cx } from "@/components/ui/cx";
import { StaffMark } from "@/components/ui/staff-mark";
import { abilitiesFor } from "./abilities";
import { isEmojiOnly } from "./emoji";
import { FailedNote } from "./failed-note";
import { MessageMeta } from "./message-meta";
import type { RowProps } from "./message-row";
import { MessageText } from "./message-text";
import { Quote } from "./quote";
import { Reactions } from "./reactions";
import { useThreadTools } from "./thread-tools";
import { Toolbar } from "./toolbar";

/** What somebody said, with who it was, what it answers, how far it has come, and what can be done with it. */
export function Bubble(props: RowProps) {
  const { rowKey, message, state, failure, startsGroup, endsGroup, isActive, isHighlighted } = props;
  const t = useText("chat");
  const tools = useThreadTools();
  const { me, canWrite } = tools;
  const isOwn = message.senderId === me.id;
  const isAdmin = me.role === "ADMIN";
  // Looked at again when pointed at, because what was just sent can only be edited for a while.
  const [nowMs, setNowMs] = useState(() => Date.now());
  const abilities = abilitiesFor({ message, state, myId: me.id, isAdmin, canWrite, nowMs });
  const isDeleted = message.deletedAt !== null;
  const hasMeta = endsGroup || state === "QUEUED";
  const sender = isOwn ? t("you") : message.senderName;
  return (
    <article
      data-key={rowKey}
      data-meta={hasMeta || undefined}
      tabIndex={isActive ? 0 : -1}
      aria-labelledby={`${rowKey}-sender ${rowKey}-text`}
      aria-current={isHighlighted || undefined}
      onPointerEnter={() => setNowMs(Date.now())}
      onFocus={() => setNowMs(Date.now())}
      className={cx(
        "group/message relative -mx-3 flex scroll-my-16 gap-2 px-3 py-px outline-offset-[-2px] transition-colors duration-150",
        // A finger opens the menu and swipes (see thread/touch.ts), so the browser neither selects nor pans sideways.
        "in-data-touch:touch-pan-y in-data-touch:touch-pinch-zoom in-data-touch:pointer-coarse:select-none in-data-touch:pointer-coarse:[-webkit-touch-callout:none]",
        isOwn && "flex-row-reverse",
        isHighlighted && "bg-accent-soft",
      )}
    >
      {!isOwn &&
        (endsGroup ? (
          <Avatar
            person={{ id: message.senderId ?? rowKey, name: message.senderName, avatarUrl: props.avatarUrl }}
            size="small"
            className="mb-5 self-end @max-sm/thread:hidden"
          />
        ) : (
          <span className="w-7 shrink-0 @max-sm/thread:hidden" />
        ))}
      <div
        className={cx(
          "flex min-w-0 max-w-[min(85%,36rem)] flex-col @2xl/thread:max-w-[min(65%,36rem)]",
          isOwn ? "items-end" : "items-start",
        )}
      >
        <span
          id={`${rowKey}-sender`}
          className={cx(startsGroup && isStranger(props) ? "px-1 pb-0.5 text-ink-muted text-xs" : "sr-only")}
        >
          {sender}
          {isStranger(props) && <StaffMark className="ms-1.5" />}
        </span>
        {isDeleted ? (
          <p
            id={`${rowKey}-text`}
            className="rounded-2xl border border-line border-dashed px-3 py-1.5 text-ink-muted text-sm italic"
          >
            {t(isOwn ? "deletedByYou" : "deleted")}
          </p>
        ) : (
          <Words {...props} isOwn={isOwn} />
        )}
        <Reactions message={message} isOwn={isOwn} />
        <MessageMeta message={message} state={isDeleted ? null : state} isShown={hasMeta} />
        {state === "FAILED" && <FailedNote message={message} failure={failure} />}
      </div>
      <Toolbar message={message} abilities={abilities} isOwn={isOwn} isActive={isActive} />
    </article>
  );
}

/** Between two people the side of a bubble says whose it is; an admin who steps in is named. */
const isStranger = ({ message }: RowProps): boolean => message.senderRole === "ADMIN";

function Words({ rowKey, message, startsGroup, endsGroup, isOwn }: RowProps & { isOwn: boolean }) {
  const t = useText("chat");
  const text = message.text ?? "";
  const isBare = isEmojiOnly(text) && message.replyTo === null;
  const origin =
    message.payload?.forwarded === true
      ? t("forwarded")
      : message.payload?.automatic === true && t("automatic");
  return (
    <div
      className={cx(
        "min-w-0 max-w-full rounded-2xl px-3 py-1.5",
        isOwn ? "bg-bubble-own text-on-bubble-own" : "border border-line bg-bubble-other text-ink",
        isBare && "border-transparent! bg-transparent! px-0! text-ink!",
        isOwn ? !startsGroup && "rounded-se-md" : !startsGroup && "rounded-ss-md",
        isOwn ? !endsGroup && "rounded-ee-md" : !endsGroup && "rounded-es-md",
      )}
    >
      {origin && (
        <p className={cx("pb-0.5 text-xs italic", isOwn ? "text-on-bubble-own-muted" : "text-ink-muted")}>
          {origin}
        </p>
      )}
      {message.replyTo && <Quote message={message} isOwn={isOwn} />}
      <MessageText id={`${rowKey}-text`} text={text} />
    </div>
  );
}
