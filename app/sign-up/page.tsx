import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Entrance } from "@/components/account/entrance";
import { InvitationNotice } from "@/components/account/invitation-notice";
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
  const { actor, hasPlace, invitation, isFromChat, providers, withReturn } = entrance;
  if (actor) redirect(entrance.returnTo);
  // New customers have no messages yet, so they begin with what is on offer.
  const returnTo = hasPlace ? entrance.returnTo : "/";
  const t = await getText("account");
  const open = invitation?.status === "open" ? invitation : null;
  return (
    <Entrance
      title={t("signUp")}
      other={t("haveAccount")}
      otherLink={t("signIn")}
      otherHref={withReturn("/sign-in")}
    >
      {invitation && invitation.status !== "open" && <InvitationNotice status={invitation.status} />}
      <SignUpForm returnTo={returnTo} hasPlace={hasPlace} isFromChat={isFromChat} invitation={open} />
      {providers.length > 0 && <ProviderButtons providers={providers} returnTo={returnTo} />}
    </Entrance>
  );
}
