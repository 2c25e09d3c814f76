"use client";
import { useText } from "@/components/text/text-provider";
import { StaffMark } from "@/components/ui/staff-mark";
import { useTyping } from "@/lib/client/hooks";

type Props = {
  conversationId: string;
  nameOf(userId: string): string;
  isStaff(userId: string): boolean;
};

/** Always as high as it is when somebody types, so that nothing moves on that account. */
export function TypingLine({ conversationId, nameOf, isStaff }: Props) {
  const t = useText("chat");
  const [first] = useTyping(conversationId);
  return (
    <div aria-live="off" className="flex h-6 items-center gap-2 px-4 text-ink-muted text-xs">
      {first !== undefined && (
        <>
          <span aria-hidden="true" className="flex gap-1">
            {[0, 150, 300].map((delayMs) => (
              <span
                key={delayMs}
                className="size-1.5 animate-pulse rounded-full bg-ink-muted motion-reduce:animate-none"
                style={{ animationDelay: `${delayMs}ms` }}
              />
            ))}
          </span>
          <span className="truncate">{t("typingOne", { name: nameOf(first) })}</span>
          {isStaff(first) && <StaffMark />}
        </>
      )}
    </div>
  );
}
