"use client";
import { type FormEvent, useRef, useState } from "react";
import { PasswordField } from "@/components/account/password-field";
import { useFieldTexts, useProblemText } from "@/components/account/use-problem-text";
import { useText } from "@/components/text/text-provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { callAs, type Problem } from "@/lib/client/account";
import { limits } from "@/lib/contract/limits";
import { Section } from "./section";

type Props = {
  userId: string;
  email: string | null;
  /** False for somebody who signs in through another service, until they set one. */
  hasPassword: boolean;
  onChanged(): void;
};

export function Password({ userId, email, hasPassword, onChanged }: Props) {
  const t = useText("security");
  const problemText = useProblemText();
  const fieldTexts = useFieldTexts();
  const form = useRef<HTMLFormElement>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(null);
    const password = String(data.get("password") ?? "");
    const current = hasPassword ? { current: String(data.get("current") ?? "") } : {};
    const answer = await callAs(userId, "me:password", { password, ...current });
    setBusy(false);
    if ("problem" in answer) {
      setProblem(answer.problem);
      const [first = "password"] = Object.keys(answer.problem.fields ?? {});
      form.current?.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
      return;
    }
    form.current?.reset();
    toast.success({ title: t("passwordChanged") });
    onChanged();
  }

  const fields = fieldTexts(problem?.fields ?? {});
  const isStale = problem?.code === "forbidden";
  const alert = isStale ? t("signInForPassword") : problemText(problem);
  return (
    <Section title={t("password")} hint={t(hasPassword ? "passwordSectionHint" : "firstPasswordHint")}>
      <form ref={form} method="post" onSubmit={submit} className="grid max-w-sm gap-4">
        <Alert text={problem && Object.keys(fields).length === 0 ? alert : null} />
        {/* Password managers file the password under the account that stands beside it. */}
        <input type="email" autoComplete="username" value={email ?? ""} readOnly hidden />
        {hasPassword && (
          <PasswordField
            label={t("currentPassword")}
            name="current"
            autoComplete="current-password"
            required
            maxLength={limits.passwordMaxChars}
            problem={fields.current}
          />
        )}
        <PasswordField
          label={t("newPassword")}
          name="password"
          autoComplete="new-password"
          required
          minLength={limits.passwordMinChars}
          maxLength={limits.passwordMaxChars}
          hint={t("newPasswordHint", { minChars: limits.passwordMinChars })}
          problem={fields.password}
        />
        <div>
          <Button type="submit" isBusy={isBusy}>
            {t(hasPassword ? "changePassword" : "setPassword")}
          </Button>
        </div>
      </form>
    </Section>
  );
}
