"use client";
import { ShieldCheck } from "lucide-react";
import { type FormEvent, useState } from "react";
import { CodeField } from "@/components/account/code-field";
import { SecondFactorSetup } from "@/components/account/second-factor-setup";
import { useFieldTexts, useProblemText } from "@/components/account/use-problem-text";
import { useText } from "@/components/text/text-provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { callAs, type Problem } from "@/lib/client/account";
import { Section } from "./section";

type Props = {
  userId: string;
  isEnabled: boolean;
  recoveryCodesLeft: number;
  /** Admins need one: switched off, nothing else works until it is set up anew. */
  isRequired: boolean;
  onChanged(): void;
};

export function SecondFactor({ userId, isEnabled, recoveryCodesLeft, isRequired, onChanged }: Props) {
  const t = useText("security");
  const [isLeaving, setLeaving] = useState(false);

  const changed = (text: string) => {
    setLeaving(false);
    toast.success({ title: text });
    onChanged();
  };
  return (
    <Section title={t("secondFactor")} hint={t("secondFactorHint")}>
      {!isEnabled && <SecondFactorSetup userId={userId} onDone={() => changed(t("switchedOn"))} />}
      {isEnabled && (
        <>
          <p className="flex items-start gap-2 text-sm">
            <ShieldCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-success" />
            <span>
              {t("isOn")} {t("codesLeft", { count: recoveryCodesLeft })}
            </span>
          </p>
          {isLeaving ? (
            <SwitchOff
              userId={userId}
              isRequired={isRequired}
              onDone={() => changed(t("switchedOff"))}
              onCancel={() => setLeaving(false)}
            />
          ) : (
            <div>
              <Button look="plain" onClick={() => setLeaving(true)}>
                {t("switchOff")}
              </Button>
            </div>
          )}
        </>
      )}
    </Section>
  );
}

type OffProps = { userId: string; isRequired: boolean; onDone(): void; onCancel(): void };

function SwitchOff({ userId, isRequired, onDone, onCancel }: OffProps) {
  const t = useText("security");
  const problemText = useProblemText();
  const fieldTexts = useFieldTexts();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get("code") ?? "");
    setBusy(true);
    setProblem(null);
    const answer = await callAs(userId, "totp:disable", { code });
    setBusy(false);
    if ("data" in answer) onDone();
    else setProblem(answer.problem);
  }

  const fields = fieldTexts(problem?.fields ?? {});
  return (
    <form method="post" onSubmit={submit} className="grid max-w-sm gap-4">
      <p className="text-ink-muted text-sm">{t(isRequired ? "switchOffRequired" : "switchOffHint")}</p>
      <Alert text={problem && !fields.code ? problemText(problem) : null} />
      <CodeField problem={fields.code ?? null} mayRecover autoFocus />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="danger" isBusy={isBusy}>
          {t("switchOff")}
        </Button>
        <Button look="plain" onClick={onCancel}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}
