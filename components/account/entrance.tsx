import Link from "next/link";
import type { ReactNode } from "react";

type Props = { title: string; children: ReactNode; other: string; otherLink: string; otherHref: string };

/** The frame that signing in and signing up share. */
export function Entrance({ title, children, other, otherLink, otherHref }: Props) {
  return (
    <main className="mx-auto grid w-full max-w-md content-start gap-6 px-4 py-8 sm:py-[8dvh]">
      <section className="grid gap-6 rounded-2xl border border-line bg-surface p-5 shadow-sm sm:p-8">
        <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
        {children}
      </section>
      <p className="text-center text-ink-muted">
        {other}{" "}
        <Link href={otherHref} className="rounded font-medium text-accent underline underline-offset-4">
          {otherLink}
        </Link>
      </p>
    </main>
  );
}
