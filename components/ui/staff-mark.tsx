"use client";
import { useText } from "@/components/text/text-provider";
import { cx } from "./cx";
import { ShieldIcon } from "./drawn-icons";

/**
 * Stands beside the name of somebody who runs the marketplace. It is drawn by the page from their role, in colours that
 * no name has, so that nothing written in a name can pass for it.
 */
export function StaffMark({ className }: { className?: string }) {
  const t = useText("common");
  return (
    <span
      data-staff
      className={cx(
        "inline-flex shrink-0 items-center gap-0.5 whitespace-nowrap rounded-full bg-accent px-1.5 align-middle font-medium text-[0.6875rem] text-on-accent leading-4",
        className,
      )}
    >
      <ShieldIcon className="size-3" />
      {t("staff")}
    </span>
  );
}
