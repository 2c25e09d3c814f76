"use client";
import { useFormat } from "@/components/text/text-provider";

/** An amount in integer minor units, as the reader's language writes it; its order does not turn round in a line. */
export function Money({
  minor,
  currency,
  className,
}: {
  minor: number;
  currency: string;
  className?: string;
}) {
  const { money } = useFormat();
  return (
    <bdi className={className} suppressHydrationWarning>
      {money(minor, currency)}
    </bdi>
  );
}
