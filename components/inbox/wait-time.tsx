"use client";
import { Clock } from "lucide-react";
import { useClock, useFormat, useText } from "@/components/text/text-provider";
import { cx } from "@/components/ui/cx";

/** How long somebody has been waiting for an answer; it keeps up with the clock. */
export function WaitTime({ since, className }: { since: string; className?: string }) {
  const t = useText("inbox");
  const { duration } = useFormat();
  const sinceMs = Date.parse(since);
  const short = useClock((nowMs) => duration(nowMs - sinceMs, "short"));
  const long = useClock((nowMs) => duration(nowMs - sinceMs, "long"));
  // Server and browser may know another edition of the reader's language.
  return (
    <time
      dateTime={since}
      className={cx("inline-flex items-center gap-1", className)}
      suppressHydrationWarning
    >
      <Clock aria-hidden className="size-3" />
      <span aria-hidden suppressHydrationWarning>
        {short}
      </span>
      <span className="sr-only" suppressHydrationWarning>
        {t("waitsFor", { time: long })}
      </span>
    </time>
  );
}
