"use client";
import { useText } from "@/components/text/text-provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { problemFromCode, signIn } from "@/lib/client/account";
import { PasswordField } from "./password-field";
import { useEntrance } from "./use-entrance";

/** `error` is the code that the page's address carries when another way of signing in has failed. */
export function SignInForm({ returnTo, error }: { returnTo: string; error: string | null }) {
  const t = useText("account");
  const initial = error === null ? null : problemFromCode(error);
  const { onSubmit, isBusy, isReady, fields, alert } = useEntrance(
    () => returnTo,
    initial,
    (data) => signIn(String(data.get("email")), String(data.get("password"))),
  );
  return (
    <form method="post" onSubmit={onSubmit} className="grid gap-5">
      <Alert text={alert} />
      <TextField
        label={t("email")}
        name="email"
        type="email"
        autoComplete="username"
        required
        problem={fields.email}
      />
      <PasswordField name="password" autoComplete="current-password" required problem={fields.password} />
      <Button type="submit" size="large" isBusy={isBusy} disabled={!isReady}>
        {t("signIn")}
      </Button>
    </form>
  );
}
