import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Entrance } from "@/components/account/entrance";
import { ProviderButtons } from "@/components/account/provider-buttons";
import { SignUpForm } from "@/components/account/sign-up-form";
import { text } from "@/components/account/text";
import { type EntranceSearch, readEntrance } from "@/lib/server/auth/entrance";

export const metadata: Metadata = { title: text.signUp.title };

export default async function SignUpPage({ searchParams }: { searchParams: EntranceSearch }) {
  const { actor, returnTo, providers, withReturn } = await readEntrance(searchParams);
  if (actor) redirect(returnTo);
  const { title, other, otherLink } = text.signUp;
  return (
    <Entrance title={title} other={other} otherLink={otherLink} otherHref={withReturn("/sign-in")}>
      <SignUpForm returnTo={returnTo} />
      {providers.length > 0 && <ProviderButtons providers={providers} returnTo={returnTo} />}
    </Entrance>
  );
}
