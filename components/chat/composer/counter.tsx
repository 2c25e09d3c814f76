"use client";
import { useText } from "@/components/text/text-provider";
import { cx } from "@/components/ui/cx";

/** From here on it is worth knowing how much room is left. */
const shownBelow = 500;

export function Counter({ id, remaining }: { id: string; remaining: number }) {
  const t = useText("chat");
  const isOver = remaining < 0;
  const words = isOver ? t("tooLong", { count: -remaining }) : t("charsLeft", { count: remaining });
  return (
    <p
      id={id}
      className={cx(
        "px-3 text-xs",
        isOver ? "pt-1 text-danger" : "text-ink-muted",
        remaining < shownBelow && "pt-1",
      )}
    >
      {remaining < shownBelow && words}
    </p>
  );
}
