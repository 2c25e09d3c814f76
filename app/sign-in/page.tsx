import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Entrance } from "@/components/account/entrance";
import { InvitedBy } from "@/components/account/invited-by";
import { ProviderButtons } from "@/components/account/provider-buttons";
import { SignInForm } from "@/components/account/sign-in-form";
import { getText } from "@/components/text/get-text";
import { type EntranceSearch, readEntrance } from "@/lib/server/auth/entrance";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getText("account");
  return { title: t("signIn") };
}

export default async function SignInPage({ searchParams }: { searchParams: EntranceSearch }) {
  const { actor, returnTo, error, ticket, invitation, providers, withReturn } =
    await readEntrance(searchParams);
  if (actor) redirect(returnTo);
  const t = await getText("account");
  return (
    <Entrance
      title={t("signIn")}
      other={t("noAccountYet")}
      otherLink={t("signUp")}
      otherHref={withReturn("/sign-up")}
    >
      {invitation?.status === "open" && (
        <InvitedBy seller={invitation.seller} signIn={{ hasProviders: providers.length > 0 }} />
      )}
      <SignInForm returnTo={returnTo} error={error} ticket={ticket} />
      {providers.length > 0 && <ProviderButtons providers={providers} returnTo={returnTo} />}
    </Entrance>
  );
}
