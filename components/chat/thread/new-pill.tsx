"use client";
import { ArrowDown } from "lucide-react";
import { useText } from "@/components/text/text-provider";
import { cx } from "@/components/ui/cx";

type Props = { isShown: boolean; count: number; onPress(): void };

/** The way back to the newest messages, and how many of them have not been seen. */
export function NewPill({ isShown, count, onPress }: Props) {
  const t = useText("chat");
  if (!isShown) return null;
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center">
      <button
        type="button"
        onClick={onPress}
        className={cx(
          "pointer-events-auto inline-flex min-h-9 animate-fade-in cursor-pointer items-center gap-1.5 rounded-full border px-3 font-medium text-sm shadow-md",
          count > 0 ? "border-transparent bg-accent text-on-accent" : "border-line bg-surface text-ink",
        )}
      >
        <ArrowDown aria-hidden="true" className="size-4" />
        {count > 0 ? t("newCount", { count }) : t("jumpToNewest")}
      </button>
    </div>
  );
}
