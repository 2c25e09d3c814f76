"use client";
import { useText } from "@/components/text/text-provider";
import { ChevronEndIcon, ChevronStartIcon } from "@/components/ui/drawn-icons";
import type { Reel } from "./use-reel";

export const roundButton =
  "grid size-11 cursor-pointer place-items-center rounded-full bg-surface/90 text-ink shadow-sm transition-colors duration-150 hover:bg-surface";

/** The way to the photo before and after, and which of how many this one is. */
export function ReelSteps({ reel: { index, count, show } }: { reel: Reel }) {
  const t = useText("listing");
  if (count < 2) return null;
  return (
    <>
      <Step isAt="start" label={t("previousPhoto")} isOff={index === 0} onPress={() => show(index - 1)} />
      <Step isAt="end" label={t("nextPhoto")} isOff={index === count - 1} onPress={() => show(index + 1)} />
      <p
        aria-hidden
        className="pointer-events-none absolute end-3 bottom-3 rounded-full bg-black/65 px-2.5 py-1 font-medium text-white text-xs tabular-nums"
      >
        <bdi>
          {index + 1} / {count}
        </bdi>
      </p>
      <p role="status" className="sr-only">
        {t("photo", { index: index + 1, count })}
      </p>
    </>
  );
}

type StepProps = { isAt: "start" | "end"; label: string; isOff: boolean; onPress: () => void };

/** Can be focused at the end of the row too, so that the focus of whoever presses it is not lost. */
function Step({ isAt, label, isOff, onPress }: StepProps) {
  const Sign = isAt === "start" ? ChevronStartIcon : ChevronEndIcon;
  return (
    <button
      type="button"
      aria-label={label}
      aria-disabled={isOff || undefined}
      onClick={onPress}
      className={`${roundButton} absolute inset-y-0 my-auto ${isAt === "start" ? "start-3" : "end-3"} ${isOff ? "cursor-default opacity-40" : ""}`}
    >
      <Sign className="size-5 rtl:-scale-x-100" />
    </button>
  );
}
