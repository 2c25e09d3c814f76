"use client";
import { type ReactNode, useState } from "react";
import { useText } from "@/components/text/text-provider";
import { useErrorText } from "@/components/text/use-error-text";
import { LazyAlertDialog } from "@/components/ui/lazy-alert-dialog";
import { toast } from "@/components/ui/toast";
import { leave } from "./leave";

type Props = { userId: string; className?: string; icon?: ReactNode };

export function SignOut({ userId, className, icon }: Props) {
  const t = useText("shell");
  const errorText = useErrorText();
  const [isBusy, setBusy] = useState(false);
  const [isAsking, setAsking] = useState(false);

  async function signOut(force: boolean) {
    if (isBusy) return;
    setBusy(true);
    const left = await leave(userId, force);
    // A whole page load, so that nothing of the person remains.
    if (left === "done") return location.assign("/");
    setBusy(false);
    if (left === "unsent") setAsking(true);
    else toast.error(errorText({ code: "offline" }));
  }

  return (
    <>
      <button
        type="button"
        aria-disabled={isBusy || undefined}
        onClick={() => signOut(false)}
        className={className}
      >
        {icon}
        {t("signOut")}
      </button>
      {isAsking && (
        <LazyAlertDialog
          isOpen
          isDangerous
          onClose={() => setAsking(false)}
          onGiveUp={() => setAsking(false)}
          title={t("signOutUnsentTitle")}
          description={t("signOutUnsent")}
          confirm={t("signOutAnyway")}
          cancel={t("staySignedIn")}
          onConfirm={() => signOut(true)}
        />
      )}
    </>
  );
}
