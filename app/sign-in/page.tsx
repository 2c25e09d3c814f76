import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Entrance } from "@/components/account/entrance";
import { ProviderButtons } from "@/components/account/provider-buttons";
import { SignInForm } from "@/components/account/sign-in-form";
import { text } from "@/components/account/text";
import { type EntranceSearch, readEntrance } from "@/lib/server/auth/entrance";

export const metadata: Metadata = { title: text.signIn.title };

export default async function SignInPage({ searchParams }: { searchParams: EntranceSearch }) {
  const { actor, returnTo, error, providers, withReturn } = await readEntrance(searchParams);
  if (actor) redirect(returnTo);
  const { title, other, otherLink } = text.signIn;
  return (
    <Entrance title={title} other={other} otherLink={otherLink} otherHref={withReturn("/sign-up")}>
      <SignInForm returnTo={returnTo} error={error} />
      {providers.length > 0 && <ProviderButtons providers={providers} returnTo={returnTo} />}
    </Entrance>
  );
}
