"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type MouseEvent, useEffect, useRef, useTransition } from "react";

import { buttonClass } from "../ui/button";

type Props = {
  /** Null once everything is shown: the focus still has to go to what came last. */
  href: string | null;
  label: string;
  busyLabel: string;
  shown: number;
};

/** A link, for those without our code; with it the list grows in place and the focus goes to what is new. */
export function MoreLink({ href, label, busyLabel, shown }: Props) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const focusFrom = useRef<number | null>(null);

  useEffect(() => {
    if (focusFrom.current === null || isPending || focusFrom.current === shown) return;
    const links = document.querySelectorAll<HTMLElement>("[data-listings] article a");
    links[focusFrom.current]?.focus({ preventScroll: true });
    focusFrom.current = null;
  }, [isPending, shown]);

  function onClick(event: MouseEvent<HTMLAnchorElement>) {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (isPending || href === null) return;
    focusFrom.current = shown;
    startTransition(() => router.replace(href, { scroll: false }));
  }

  if (href === null) return null;
  return (
    <p className="grid justify-center pt-2">
      <Link
        href={href}
        prefetch={false}
        onClick={onClick}
        aria-disabled={isPending || undefined}
        className={buttonClass("plain", "large", isPending ? "cursor-progress opacity-70" : "")}
      >
        {isPending ? busyLabel : label}
      </Link>
    </p>
  );
}
