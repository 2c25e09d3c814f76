"use client";
import { useText } from "@/components/text/text-provider";
import { buttonClass } from "@/components/ui/button";
import { useConnection } from "@/lib/client/hooks";
import { isLeaving } from "./leave";

/** When the session has ended elsewhere: nothing of the page goes away, and what is written stays. */
export function SessionEnded() {
  const t = useText("shell");
  const { session } = useConnection();
  const hasEnded = session === "ended" && !isLeaving();
  // A whole page load to the entrance and back, so that the page begins anew with the new session.
  const enter = () => {
    const here = `${location.pathname}${location.search}`;
    location.assign(`/sign-in?${new URLSearchParams({ callbackUrl: here })}`);
  };
  return (
    <div role="status" className="empty:hidden">
      {hasEnded && (
        <p className="flex flex-wrap items-center justify-center gap-x-4 gap-y-2 bg-warning-soft px-4 py-2 text-sm text-warning">
          {t("sessionEnded")}
          <button type="button" onClick={enter} className={buttonClass("plain", "small")}>
            {t("signIn")}
          </button>
        </p>
      )}
    </div>
  );
}
