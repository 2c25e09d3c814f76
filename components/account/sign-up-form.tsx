"use client";
import { useId, useState } from "react";
import { useText } from "@/components/text/text-provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { type Problem, type Result, signIn, signUp } from "@/lib/client/account";
import type { Person } from "@/lib/contract/entities";
import { limits } from "@/lib/contract/limits";
import { InvitedBy } from "./invited-by";
import { PasswordField } from "./password-field";
import { useEntrance } from "./use-entrance";

type Invitation = { token: string; seller: Person };

async function send(data: FormData, invitation: Invitation | null): Promise<Result> {
  const field = (name: string) => String(data.get(name) ?? "");
  const [email, password] = [field("email"), field("password")];
  const role = field("role") === "SELLER" ? "SELLER" : "CUSTOMER";
  const account = { email, password, name: field("name"), role } as const;
  const result = await signUp(invitation ? { ...account, invitation: invitation.token } : account);
  return result.ok ? signIn({ email, password }) : result;
}

/** The problem with the invitation itself; it has no field in the form that could show it. */
function problemWithInvitation(result: Result): Problem | null {
  if (result.ok) return null;
  const { code, fields } = result.problem;
  if (code === "gone") return { code: "invitation_gone" };
  return fields?.invitation === undefined ? null : { code: "invitation_invalid" };
}

type Props = {
  returnTo: string;
  /** Whether they were on the way to somewhere. */
  hasPlace: boolean;
  /** Someone who comes from a chat with a seller has come to buy; selling can begin at any later time. */
  isFromChat: boolean;
  invitation: Invitation | null;
};

/** People who were invited or come from a chat are customers; the others choose. */
export function SignUpForm({ returnTo, hasPlace, isFromChat, invitation }: Props) {
  const t = useText("account");
  /** Has ended since the page was made: the next try goes without it. */
  const [isDropped, setDropped] = useState(false);
  const invited = isDropped ? null : invitation;
  // A seller who was on the way to nowhere else begins with something to sell.
  const next = (data: FormData) => {
    if (data.get("role") === "SELLER" && (!hasPlace || isDropped)) return "/dashboard/listings";
    return isDropped ? "/" : returnTo;
  };
  const { onSubmit, isBusy, isReady, fields, alert } = useEntrance(next, null, async (data) => {
    const result = await send(data, invited);
    const problem = problemWithInvitation(result);
    if (!problem) return result;
    setDropped(true);
    return { ok: false, problem };
  });
  return (
    <form method="post" onSubmit={onSubmit} className="grid gap-5">
      <Alert text={alert} />
      {invited && <InvitedBy seller={invited.seller} />}
      {!invited && !isFromChat && <RoleChoices />}
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
      <WhoSees inviter={invited?.seller.name ?? null} />
      <Button type="submit" size="large" isBusy={isBusy} disabled={!isReady}>
        {t("signUp")}
      </Button>
    </form>
  );
}

/** What others will see, said before anything is given away. */
function WhoSees({ inviter }: { inviter: string | null }) {
  const t = useText("account");
  return (
    <section aria-label={t("whoSees")} className="grid gap-1.5 rounded-lg bg-raised px-3 py-2.5 text-sm">
      <h2 className="font-medium">{t("whoSees")}</h2>
      <ul className="grid list-disc gap-1 ps-4 text-ink-muted">
        <li>{t("whoSeesName")}</li>
        <li>{inviter === null ? t("whoSeesContact") : t("whoSeesContactInvited", { name: inviter })}</li>
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
