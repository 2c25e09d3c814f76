"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { useText } from "@/components/text/text-provider";
import { useErrorText } from "@/components/text/use-error-text";
import { Alert } from "@/components/ui/alert";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { type Told, toast } from "@/components/ui/toast";
import { useCall } from "@/lib/client/hooks";
import type { User } from "@/lib/contract/entities";
import type { ErrorBody } from "@/lib/contract/envelope";
import { limits } from "@/lib/contract/limits";
import { reasonOf } from "@/lib/contract/reasons";
import { Section } from "./section";

type Change = { name?: string; phone?: string | null; avatarUrl?: string | null };

export function Profile({ user: given }: { user: User }) {
  const t = useText("settings");
  const account = useText("account");
  const errorText = useErrorText();
  const call = useCall();
  const router = useRouter();
  const [user, setUser] = useState(given);
  const [name, setName] = useState(given.name);
  const [phone, setPhone] = useState(given.phone ?? "");
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorBody | null>(null);

  async function save(change: Change, told: Told = { title: t("profileSaved") }) {
    setBusy(true);
    setError(null);
    const answer = await call("me:update", change);
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    setUser(answer.data.user);
    if (change.name !== undefined) setName(answer.data.user.name);
    if (change.phone !== undefined) setPhone(answer.data.user.phone ?? "");
    toast.success(told);
    // The head of the page shows name and photo, too.
    router.refresh();
  }

  function removePhoto() {
    const { avatarUrl } = user;
    const putBack = () => void save({ avatarUrl });
    void save(
      { avatarUrl: null },
      { title: t("photoRemoved"), action: { label: t("undo"), onClick: putBack } },
    );
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    void save({ name, phone: phone.trim() || null });
  }

  const problemAt = (field: string) => {
    const detail = error?.details?.find(({ path }) => path === field);
    const reason = detail && reasonOf(detail.message);
    if (reason) return account(reason);
    return detail ? errorText(error) : null;
  };
  return (
    <Section title={t("profile")} hint={t("profileHint")}>
      <div className="flex items-center gap-4">
        <Avatar person={{ ...user, name: name.trim() || user.name }} size="huge" />
        <div className="grid justify-items-start gap-2">
          <p className="text-ink-muted text-sm">{t("photoHint")}</p>
          {user.avatarUrl && (
            <Button look="plain" size="small" isBusy={isBusy} onClick={removePhoto}>
              {t("removePhoto")}
            </Button>
          )}
        </div>
      </div>
      <form onSubmit={submit} className="grid gap-4">
        <Alert text={error && !error.details ? errorText(error) : null} />
        <TextField
          label={t("name")}
          name="name"
          autoComplete="name"
          dir="auto"
          required
          maxLength={limits.nameChars}
          value={name}
          onChange={(event) => setName(event.target.value)}
          problem={problemAt("name")}
        />
        <TextField
          label={t("phone")}
          name="phone"
          type="tel"
          autoComplete="tel"
          maxLength={limits.phoneChars}
          value={phone}
          onChange={(event) => setPhone(event.target.value)}
          problem={problemAt("phone")}
          hint={user.role !== "ADMIN" ? t("phoneHint") : undefined}
        />
        {user.email && (
          <TextField
            label={t("email")}
            type="email"
            dir="ltr"
            value={user.email}
            readOnly
            className="bg-raised!"
            hint={t("emailHint")}
          />
        )}
        <div>
          <Button type="submit" isBusy={isBusy}>
            {t("saveProfile")}
          </Button>
        </div>
      </form>
    </Section>
  );
}
