"use client";
import { useState } from "react";
import { useText } from "@/components/text/text-provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { type Credentials, problemFromCode, signIn } from "@/lib/client/account";
import { CodeField } from "./code-field";
import { PasswordField } from "./password-field";
import { useEntrance } from "./use-entrance";

type Props = {
  returnTo: string;
  /** The code that the page's address carries when another way of signing in has failed. */
  error: string | null;
  /** Another service has let them in already, and only the code of their second factor is missing. */
  ticket: string | null;
};

export function SignInForm({ returnTo, error, ticket }: Props) {
  const t = useText("account");
  /** Right so far: what is missing is a code. */
  const [proven, setProven] = useState<Credentials | null>(ticket === null ? null : { ticket });
  const initial = error === null ? null : problemFromCode(error);
  const { onSubmit, isBusy, isReady, fields, problem, alert, forget } = useEntrance(
    () => returnTo,
    initial,
    async (data) => {
      const field = (name: string) => String(data.get(name) ?? "");
      if (proven) {
        const result = await signIn(proven, field("code"));
        if (!result.ok && needsNewStart.includes(result.problem.code)) setProven(null);
        return result;
      }
      const given = { email: field("email"), password: field("password") };
      const result = await signIn(given);
      if (!result.ok && result.problem.code === "code_required") setProven(given);
      return result;
    },
  );
  // The second step says by itself what it asks for.
  const shown = problem?.code === "code_required" ? null : alert;
  const startOver = () => {
    setProven(null);
    forget();
  };
  return (
    <form method="post" onSubmit={onSubmit} className="grid gap-5">
      <Alert text={shown} />
      {proven ? (
        <CodeField problem={null} mayRecover autoFocus />
      ) : (
        <>
          <TextField
            label={t("email")}
            name="email"
            type="email"
            autoComplete="username"
            required
            problem={fields.email}
          />
          <PasswordField name="password" autoComplete="current-password" required problem={fields.password} />
        </>
      )}
      <Button type="submit" size="large" isBusy={isBusy} disabled={!isReady}>
        {t("signIn")}
      </Button>
      {proven && (
        <Button look="quiet" onClick={startOver}>
          {t("startOver")}
        </Button>
      )}
    </form>
  );
}

/** The password was changed, or the ticket ran out, between the two steps. */
const needsNewStart: readonly string[] = ["CredentialsSignin", "gone"];
