"use client";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useText } from "@/components/text/text-provider";
import { cx } from "@/components/ui/cx";

const pill =
  "pointer-events-auto inline-flex min-h-9 animate-fade-in cursor-pointer items-center gap-1.5 rounded-full border px-3 font-medium text-sm shadow-md pointer-coarse:min-h-11";
const accent = "border-transparent bg-accent text-on-accent";
const plain = "border-line bg-surface text-ink";

type Props = { isShown: boolean; count: number; onPress(): void };

/** The way back to the newest messages, and how many of them have not been seen. */
export function NewPill({ isShown, count, onPress }: Props) {
  const t = useText("chat");
  if (!isShown) return null;
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center">
      <button type="button" onClick={onPress} className={cx(pill, count > 0 ? accent : plain)}>
        <ArrowDown aria-hidden="true" className="size-4" />
        {count > 0 ? t("newCount", { count }) : t("jumpToNewest")}
      </button>
    </div>
  );
}

/** The way to what was left unread above, as after a jump past it. */
export function UnreadAbovePill({ count, onPress }: { count: number; onPress(): void }) {
  const t = useText("chat");
  if (count <= 0) return null;
  return (
    <div className="pointer-events-none absolute inset-x-0 top-3 flex justify-center">
      <button type="button" onClick={onPress} className={cx(pill, plain)}>
        <ArrowUp aria-hidden="true" className="size-4" />
        {t("unreadAbove", { count })}
      </button>
    </div>
  );
}
