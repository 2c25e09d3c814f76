import { useFormat, useText } from "@/components/text/text-provider";
import type { ThreadItem } from "@/lib/client/hooks";
import type { Message } from "@/lib/contract/entities";
import { StateMark } from "./state-mark";

type Props = { message: Message; state: ThreadItem["state"]; isShown: boolean };

/** Time, state and whether it was edited. Where it is not shown it is there for those who hear the page. */
export function MessageMeta({ message, state, isShown }: Props) {
  const t = useText("chat");
  const format = useFormat();
  const at = new Date(message.createdAt);
  const isEdited = message.editedAt !== null && message.deletedAt === null;
  return (
    <div
      className={
        isShown || isEdited
          ? "mt-0.5 flex min-h-4 items-center gap-1.5 px-1 text-ink-muted text-xs leading-4"
          : "sr-only"
      }
    >
      <time dateTime={message.createdAt} data-tooltip={format.full(at)} suppressHydrationWarning>
        {format.time(at)}
      </time>
      {isEdited && <span>{t("edited")}</span>}
      {state !== null && <StateMark state={state} />}
    </div>
  );
}
