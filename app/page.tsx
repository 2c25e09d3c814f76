import Link from "next/link";
import { SignOutButton } from "@/components/account/sign-out-button";
import { pageActor } from "@/lib/server/auth/page-actor";

export default async function HomePage() {
  const actor = await pageActor();
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-2xl content-center gap-6 px-4 py-10">
      <h1 className="font-semibold text-3xl tracking-tight">Parley</h1>
      <p className="text-ink-muted text-lg">
        Buyers and sellers talk here about a listing, an order or a booking, safely and without losing a
        message.
      </p>
      {actor ? (
        <div className="flex flex-wrap items-center gap-4">
          <p>Signed in as {actor.name}.</p>
          <SignOutButton />
        </div>
      ) : (
        <p className="flex gap-6">
          <Link href="/sign-in" className="rounded font-medium text-accent underline underline-offset-4">
            Sign in
          </Link>
          <Link href="/sign-up" className="rounded font-medium text-accent underline underline-offset-4">
            Sign up
          </Link>
        </p>
      )}
    </main>
  );
}
