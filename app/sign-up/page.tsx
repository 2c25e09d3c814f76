import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Entrance } from "@/components/account/entrance";
import { ProviderButtons } from "@/components/account/provider-buttons";
import { SignUpForm } from "@/components/account/sign-up-form";
import { getText } from "@/components/text/get-text";
import { type EntranceSearch, readEntrance } from "@/lib/server/auth/entrance";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getText("account");
  return { title: t("signUp") };
}

export default async function SignUpPage({ searchParams }: { searchParams: EntranceSearch }) {
  const entrance = await readEntrance(searchParams);
  const { actor, hasPlace, isFromChat, inviterId, providers, withReturn } = entrance;
  // Whoever was invited goes to what the seller has to offer, unless they were on their way elsewhere.
  const invited = inviterId && !hasPlace ? `/?sellerId=${inviterId}` : null;
  if (actor) redirect(invited ?? entrance.returnTo);
  // New customers have no messages yet, so they begin with what is on offer.
  const returnTo = invited ?? (hasPlace ? entrance.returnTo : "/");
  const t = await getText("account");
  return (
    <Entrance
      title={t("signUp")}
      other={t("haveAccount")}
      otherLink={t("signIn")}
      otherHref={withReturn("/sign-in")}
    >
      <SignUpForm returnTo={returnTo} hasPlace={hasPlace} isFromChat={isFromChat} inviterId={inviterId} />
      {providers.length > 0 && <ProviderButtons providers={providers} returnTo={returnTo} />}
    </Entrance>
  );
}
