"use client";
import { ArrowUp } from "lucide-react";
import { useState } from "react";
import { useText } from "@/components/text/text-provider";
import { cx } from "@/components/ui/cx";

type Props = {
  count: number;
  onPress(): void;
  /** Whether the pointer is in the upper half of the list, where the pill would come between it and a row. */
  isPointerAbove(): boolean;
};

/** Says how many rows have something new that waits to be moved up, and moves them. */
export function FreshPill({ count, onPress, isPointerAbove }: Props) {
  const t = useText("inbox");
  const [isBelow] = useState(isPointerAbove);
  return (
    <div
      className={cx(
        "pointer-events-none absolute inset-x-0 z-10 flex justify-center",
        isBelow ? "bottom-3" : "top-2",
      )}
    >
      <button
        type="button"
        onClick={onPress}
        className="pointer-events-auto inline-flex min-h-9 animate-fade-in cursor-pointer items-center gap-1.5 rounded-full bg-accent px-3 font-medium text-on-accent text-sm shadow-md pointer-coarse:min-h-11"
      >
        <ArrowUp aria-hidden="true" className="size-4" />
        {t("fresh", { count })}
      </button>
    </div>
  );
}
