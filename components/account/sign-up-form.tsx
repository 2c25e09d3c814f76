"use client";
import { useId } from "react";
import { useText } from "@/components/text/text-provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { type Result, signIn, signUp } from "@/lib/client/account";
import { limits } from "@/lib/contract/limits";
import { PasswordField } from "./password-field";
import { useEntrance } from "./use-entrance";

async function send(data: FormData, inviterId: string | null): Promise<Result> {
  const field = (name: string) => String(data.get(name) ?? "");
  const [email, password] = [field("email"), field("password")];
  const role = field("role") === "SELLER" ? "SELLER" : "CUSTOMER";
  const invitation = inviterId === null ? {} : { invitedById: inviterId };
  const result = await signUp({ email, password, name: field("name"), role, ...invitation });
  return result.ok ? signIn({ email, password }) : result;
}

type Props = {
  returnTo: string;
  /** Whether they were on the way to somewhere. */
  hasPlace: boolean;
  /** Someone who comes from a chat with a seller has come to buy; selling can begin at any later time. */
  isFromChat: boolean;
  inviterId: string | null;
};

/** People who were invited or come from a chat are customers; the others choose. */
export function SignUpForm({ returnTo, hasPlace, isFromChat, inviterId }: Props) {
  const t = useText("account");
  // A seller who was on the way to nowhere else begins with something to sell.
  const next = (data: FormData) =>
    data.get("role") === "SELLER" && !hasPlace ? "/dashboard/listings" : returnTo;
  const { onSubmit, isBusy, isReady, fields, alert } = useEntrance(next, null, (data) =>
    send(data, inviterId),
  );
  return (
    <form method="post" onSubmit={onSubmit} className="grid gap-5">
      <Alert text={alert} />
      {inviterId !== null && <p className="rounded-lg bg-accent-soft px-3 py-2.5 text-sm">{t("invited")}</p>}
      {inviterId === null && !isFromChat && <RoleChoices />}
      <TextField
        label={t("name")}
        name="name"
        autoComplete="name"
        required
        maxLength={limits.nameChars}
        problem={fields.name}
      />
      <TextField
        label={t("email")}
        name="email"
        type="email"
        autoComplete="email"
        required
        maxLength={limits.emailChars}
        problem={fields.email}
      />
      <PasswordField
        name="password"
        autoComplete="new-password"
        required
        minLength={limits.passwordMinChars}
        maxLength={limits.passwordMaxChars}
        hint={t("passwordHint", { minChars: limits.passwordMinChars })}
        problem={fields.password}
      />
      <WhoSees />
      <Button type="submit" size="large" isBusy={isBusy} disabled={!isReady}>
        {t("signUp")}
      </Button>
    </form>
  );
}

/** What others will see, said before anything is given away. */
function WhoSees() {
  const t = useText("account");
  return (
    <section aria-label={t("whoSees")} className="grid gap-1.5 rounded-lg bg-raised px-3 py-2.5 text-sm">
      <h2 className="font-medium">{t("whoSees")}</h2>
      <ul className="grid list-disc gap-1 ps-4 text-ink-muted">
        <li>{t("whoSeesName")}</li>
        <li>{t("whoSeesContact")}</li>
        <li>{t("whoSeesMessages")}</li>
      </ul>
    </section>
  );
}

function RoleChoices() {
  const t = useText("account");
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium text-sm">{t("role")}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        <RoleChoice value="CUSTOMER" label={t("customer")} hint={t("customerHint")} isFirst />
        <RoleChoice value="SELLER" label={t("seller")} hint={t("sellerHint")} />
      </div>
    </fieldset>
  );
}

type ChoiceProps = { value: string; label: string; hint: string; isFirst?: boolean };

function RoleChoice({ value, label, hint, isFirst = false }: ChoiceProps) {
  const id = useId();
  return (
    <div className="relative rounded-lg border border-line-strong p-3 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2">
      <div className="flex items-center gap-2">
        <input
          type="radio"
          id={id}
          name="role"
          value={value}
          defaultChecked={isFirst}
          aria-describedby={`${id}-hint`}
          className="size-4 accent-accent outline-none"
        />
        {/* The label covers the whole box, so that all of it can be pressed. */}
        <label htmlFor={id} className="cursor-pointer font-medium after:absolute after:inset-0">
          {label}
        </label>
      </div>
      <p id={`${id}-hint`} className="mt-1 text-ink-muted text-sm">
        {hint}
      </p>
    </div>
  );
}
