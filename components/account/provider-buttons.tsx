"use client";
import { useState } from "react";
import { useText } from "@/components/text/text-provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { startProviderSignIn } from "@/lib/client/account";
import { useProblemText } from "./use-problem-text";

type Props = { providers: readonly { id: string; name: string }[]; returnTo: string };

export function ProviderButtons({ providers, returnTo }: Props) {
  const t = useText("account");
  const problemText = useProblemText();
  const [busyId, setBusyId] = useState<string | null>(null);
  const [alert, setAlert] = useState<string | null>(null);

  async function start(id: string) {
    setBusyId(id);
    setAlert(null);
    const result = await startProviderSignIn(id, returnTo);
    if ("address" in result) return location.assign(result.address);
    setBusyId(null);
    setAlert(problemText(result.problem));
  }

  return (
    <div className="grid gap-3">
      <p className="flex items-center gap-3 text-ink-muted text-sm before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {t("or")}
      </p>
      <Alert text={alert} />
      {providers.map(({ id, name }) => (
        <Button key={id} look="plain" size="large" isBusy={busyId !== null} onClick={() => start(id)}>
          {t("continueWith", { service: name })}
        </Button>
      ))}
    </div>
  );
}
