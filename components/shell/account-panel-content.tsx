"use client";
import { LogOut, Settings, Tag, UserPlus } from "lucide-react";
import Link from "next/link";
import { useText } from "@/components/text/text-provider";
import { StaffMark } from "@/components/ui/staff-mark";
import { LanguageChoice, ThemeChoice } from "./choices";
import type { HeaderUser } from "./header";
import { SignOut } from "./sign-out";
import type { Theme } from "./theme";

const rowClass =
  "flex min-h-9 w-full cursor-pointer items-center gap-2.5 rounded-lg px-2.5 text-start text-sm hover:bg-raised pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:text-ink-muted";

export type PanelContentProps = { user: HeaderUser | null; theme: Theme; close(): void };

export default function AccountPanelContent({ user, theme, close }: PanelContentProps) {
  const t = useText("shell");
  return (
    <>
      {user && (
        <div className="min-w-0 px-2.5 pt-1.5">
          <p className="flex min-w-0 items-center gap-1.5 font-medium text-sm">
            <bdi className="truncate">{user.name}</bdi>
            {user.role === "ADMIN" && <StaffMark />}
          </p>
          <p className="truncate text-ink-muted text-xs">
            <bdi>{user.email}</bdi>
          </p>
        </div>
      )}
      {user ? (
        <Link href="/settings" onClick={close} className={rowClass}>
          <Settings aria-hidden />
          {t("settings")}
        </Link>
      ) : (
        <Link href="/sign-up" onClick={close} className={rowClass}>
          <UserPlus aria-hidden />
          {t("signUp")}
        </Link>
      )}
      {user?.role === "CUSTOMER" && (
        <Link href="/dashboard/listings/new" onClick={close} className={rowClass}>
          <Tag aria-hidden />
          {t("sellSomething")}
        </Link>
      )}
      <div className="grid gap-3 border-line border-t px-2.5 py-3">
        <ThemeChoice theme={theme} />
        <LanguageChoice />
      </div>
      {user && (
        <div className="border-line border-t pt-2">
          <SignOut
            userId={user.id}
            className={rowClass}
            icon={<LogOut aria-hidden className="rtl:-scale-x-100" />}
          />
        </div>
      )}
    </>
  );
}
