"use client";
import { useText } from "@/components/text/text-provider";
import { cx } from "./cx";
import { drawn } from "./drawn-icons";

const ShieldIcon = /* @__PURE__ */ drawn(
  "M20 13c0 5-3.5 7.5-7.66 8.95a1 1 0 0 1-.67-.01C7.5 20.5 4 18 4 13V6a1 1 0 0 1 1-1c2 0 4.5-1.2 6.24-2.72a1.17 1.17 0 0 1 1.52 0C14.51 3.81 17 5 19 5a1 1 0 0 1 1 1zm-11-1 2 2 4-4",
);

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
