"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

type Props = {
  href: string;
  label: string;
  icon: ReactNode;
  badge?: ReactNode;
  isExact?: boolean;
  className: string;
};

/** On a small screen the icon stands alone and the label is its name. */
export function NavLink({ href, label, icon, badge, isExact = false, className }: Props) {
  const pathname = usePathname();
  const isCurrent = pathname === href || (!isExact && pathname.startsWith(`${href}/`));
  return (
    <Link
      href={href}
      aria-current={isCurrent ? "page" : undefined}
      data-tooltip={label}
      className={className}
    >
      {icon}
      <span className="sr-only md:not-sr-only">{label}</span>
      {badge}
    </Link>
  );
}
