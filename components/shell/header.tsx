import Link from "next/link";
import { getText } from "@/components/text/get-text";
import { Avatar } from "@/components/ui/avatar";
import { buttonClass } from "@/components/ui/button";
import type { Role, Side } from "@/lib/contract/values";
import { AccountPanel } from "./account-panel";
import { baseOf } from "./conversation-address";
import {
  BagIcon,
  DeskIcon,
  EnterIcon,
  InboxIcon,
  MessagesIcon,
  SlidersIcon,
  StoreIcon,
  TagsIcon,
} from "./icons";
import { NavLink } from "./nav-link";
import { OwnAccount } from "./own-account";
import type { UnreadCount } from "./page-store";
import type { Theme } from "./theme";
import { TabBadge, UnreadBadge } from "./unread-badge";

export type HeaderUser = {
  id: string;
  name: string;
  email: string | null;
  role: Role;
  avatarUrl: string | null;
};
type Props = { user: HeaderUser | null; unread: UnreadCount; theme: Theme };

// The looks of what runs in the browser are given from here, so that no page's code carries them.
const linkClass =
  "relative flex min-h-9 min-w-9 items-center justify-center gap-2 rounded-lg px-2 font-medium text-ink-muted text-sm transition-colors duration-150 hover:bg-raised hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent pointer-coarse:min-h-11 pointer-coarse:min-w-11 md:px-3 [&_svg]:size-[1.125rem]";
const accountButtonClass =
  "grid size-10 shrink-0 cursor-pointer place-items-center rounded-full text-ink-muted hover:bg-raised hover:text-ink pointer-coarse:size-11";
const accountPanelClass =
  "inset-auto end-2 top-[calc(var(--header-height)+0.25rem)] m-0 max-h-[calc(100dvh-var(--header-height)-1rem)] w-72 max-w-[calc(100vw-1rem)] flex-col gap-2 overflow-y-auto rounded-xl border border-line bg-surface p-2 text-ink shadow-lg open:flex open:animate-fade-in sm:end-4";
const badgeClass = "max-md:absolute max-md:end-0 max-md:top-0 max-md:ring-2 max-md:ring-surface";

/** The frame's head: brand, the way to each part, and what belongs to the person. */
export async function Header({ user, unread, theme }: Props) {
  const t = await getText("shell");
  const badge = (side: Side | null) => <UnreadBadge initial={unread} side={side} className={badgeClass} />;
  return (
    <header data-page-head className="sticky top-0 z-30 h-(--header-height) border-line border-b bg-surface">
      <div className="flex h-full items-center gap-1 px-2 sm:gap-2 sm:px-4">
        <Link
          href="/"
          aria-label={t("home")}
          className="me-auto flex min-h-9 items-center gap-2 rounded-lg px-1.5 font-semibold text-lg tracking-tight sm:me-4"
        >
          <Logo />
          <span className="max-[26rem]:sr-only">Parley</span>
        </Link>
        <nav aria-label={t("mainNavigation")} className="flex items-center gap-1 sm:me-auto">
          <NavLink className={linkClass} href="/" isExact label={t("listings")} icon={<StoreIcon />} />
          {user?.role === "SELLER" && (
            <>
              <NavLink
                className={linkClass}
                href={baseOf("seller")}
                label={t("messages")}
                icon={<MessagesIcon />}
                badge={badge("seller")}
              />
              <NavLink
                className={linkClass}
                href={baseOf("customer")}
                label={t("buying")}
                icon={<BagIcon />}
                badge={badge("customer")}
              />
              <NavLink
                className={linkClass}
                href="/dashboard/listings"
                label={t("myListings")}
                icon={<TagsIcon />}
              />
            </>
          )}
          {user?.role === "ADMIN" && (
            <NavLink className={linkClass} href="/admin" label={t("desk")} icon={<DeskIcon />} />
          )}
          {user && user.role !== "SELLER" && (
            <NavLink
              className={linkClass}
              href={baseOf(null)}
              label={t("inbox")}
              icon={<InboxIcon />}
              badge={badge(null)}
            />
          )}
          {!user && (
            <>
              <NavLink className={linkClass} href="/sign-in" label={t("signIn")} icon={<EnterIcon />} />
              <Link href="/sign-up" className={buttonClass("primary", "small", "max-sm:hidden")}>
                {t("signUp")}
              </Link>
            </>
          )}
        </nav>
        {user && <TabBadge initial={unread} />}
        {user && <OwnAccount userId={user.id} role={user.role} />}
        <AccountPanel
          user={user}
          theme={theme}
          buttonClass={accountButtonClass}
          panelClass={accountPanelClass}
        >
          {user ? <Avatar person={user} size="medium" /> : <SlidersIcon />}
        </AccountPanel>
      </div>
    </header>
  );
}

/** Drawn in place: the brand is there with the page itself. */
function Logo() {
  return (
    <svg aria-hidden viewBox="0 0 32 32" className="size-7">
      <path
        className="fill-accent"
        d="M5 4h16a4 4 0 0 1 4 4v7a4 4 0 0 1-4 4h-8l-5.3 4.2A1 1 0 0 1 6 22.4V19H5a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4z"
      />
      <path
        className="fill-accent opacity-55"
        d="M27.5 11.5A3.5 3.5 0 0 1 31 15v6a3.5 3.5 0 0 1-3.5 3.5H27v2.6a.9.9 0 0 1-1.5.7L22 24.5h-6.5l3.7-3H21a6.5 6.5 0 0 0 6.5-6.5z"
      />
    </svg>
  );
}
