"use client";
import type { ReactNode } from "react";
import { useText } from "@/components/text/text-provider";
import { buttonClass } from "@/components/ui/button";
import { useConnection } from "@/lib/client/hooks";
import { isLeaving } from "./leave";

/** Shows what is within for as long as the sign-in lasts, and then says what has become of it. */
export function WhileSignedIn({ children }: { children: ReactNode }) {
  const { session } = useConnection();
  return session === "ended" && !isLeaving() ? <SessionEnded /> : children;
}

function SessionEnded() {
  const t = useText("shell");
  const { waiting } = useConnection();
  // A whole page load to the entrance and back, so that the page begins anew with the new session.
  const enter = () => {
    const here = `${location.pathname}${location.search}`;
    location.assign(`/sign-in?${new URLSearchParams({ callbackUrl: here })}`);
  };
  return (
    <div role="alert" className="grid justify-items-center gap-2 px-6 py-[18dvh] text-center">
      <h1 className="font-semibold text-xl">{t("sessionEndedTitle")}</h1>
      <p className="max-w-md text-pretty text-ink-muted text-sm">{t("sessionEndedText")}</p>
      {waiting > 0 && (
        <p className="max-w-md text-pretty text-ink-muted text-sm">
          {t("sessionEndedUnsent", { count: waiting })}
        </p>
      )}
      <button type="button" onClick={enter} className={buttonClass("primary", "large", "mt-3")}>
        {t("signIn")}
      </button>
    </div>
  );
}
