"use client";
import { useClock, useFormat } from "@/components/text/text-provider";

type Form = "brief" | "relative" | "time" | "day" | "dayName" | "full";
type Props = {
  /** As the API gives it: ISO 8601. */
  at: string;
  form?: Form;
  /** Where what stands around says the date already. */
  hasTooltip?: boolean;
  className?: string;
};

/** A time in short, in full on hover and for screen readers; it keeps up with the clock by itself. */
export function Time({ at, form = "brief", hasTooltip = true, className }: Props) {
  const format = useFormat();
  const date = new Date(at);
  const short = useClock((nowMs) => format[form](date, nowMs));
  const full = form === "full" ? short : format.full(date);
  // Server and browser may know another edition of the reader's language; that is no mistake of ours to be told of.
  return (
    <time
      dateTime={at}
      className={className}
      data-tooltip={hasTooltip && form !== "full" ? full : undefined}
      suppressHydrationWarning
    >
      {short === full ? (
        <span suppressHydrationWarning>{full}</span>
      ) : (
        <>
          <span aria-hidden suppressHydrationWarning>
            {short}
          </span>
          <span className="sr-only" suppressHydrationWarning>
            {full}
          </span>
        </>
      )}
    </time>
  );
}
