"use client";
import { useText } from "@/components/text/text-provider";
import { Avatar } from "@/components/ui/avatar";
import type { Person } from "@/lib/contract/entities";

type Props = {
  seller: Person;
  /** For people with an account; another service still makes one for those who have none. */
  signIn?: { hasProviders: boolean };
};

/** Who invites, and what that person will see, said before anything is given away. */
export function InvitedBy({ seller, signIn }: Props) {
  const t = useText("account");
  const { name } = seller;
  return (
    <section
      aria-labelledby="invited-by"
      className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-3 rounded-lg bg-accent-soft px-3 py-3"
    >
      <Avatar person={seller} size="large" />
      <div className="grid gap-1 text-sm">
        <h2 id="invited-by" className="break-words font-medium text-base">
          {t("invited", { name })}
        </h2>
        {signIn ? (
          <>
            <p className="break-words">{t("invitedSignIn", { name })}</p>
            {signIn.hasProviders && <p className="break-words">{t("invitedProviders", { name })}</p>}
          </>
        ) : (
          <>
            <p>{t("invitedText")}</p>
            <p className="break-words">{t("invitedSees", { name })}</p>
          </>
        )}
      </div>
    </section>
  );
}
