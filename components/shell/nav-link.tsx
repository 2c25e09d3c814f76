"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

type Props = { href: string; label: string; icon: ReactNode; badge?: ReactNode; isExact?: boolean };

/** On a small screen the icon stands alone and the label is its name. */
export function NavLink({ href, label, icon, badge, isExact = false }: Props) {
  const pathname = usePathname();
  const isCurrent = pathname === href || (!isExact && pathname.startsWith(`${href}/`));
  return (
    <Link
      href={href}
      aria-current={isCurrent ? "page" : undefined}
      data-tooltip={label}
      className="relative flex min-h-9 min-w-9 items-center justify-center gap-2 rounded-lg px-2 font-medium text-ink-muted text-sm transition-colors duration-150 hover:bg-raised hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent pointer-coarse:min-h-11 pointer-coarse:min-w-11 md:px-3 [&_svg]:size-[1.125rem]"
    >
      {icon}
      <span className="sr-only md:not-sr-only">{label}</span>
      {badge}
    </Link>
  );
}
