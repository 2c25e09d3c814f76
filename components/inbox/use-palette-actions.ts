"use client";
import { useRouter } from "next/navigation";
import { rightsIn } from "@/components/chat/thread/rights";
import { baseOf } from "@/components/shell/conversation-address";
import { keepCookie } from "@/components/shell/cookie";
import { setTheme } from "@/components/shell/use-theme";
import { isLocale, localeCookie, locales } from "@/components/text/locale";
import { useLocale, useText } from "@/components/text/text-provider";
import { useMe } from "@/lib/client/hooks";
import type { PaletteIcon } from "./command-palette";
import { usePlace, useSide } from "./use-place";
import { useReadConversations } from "./use-read-conversations";
import { useRowActs } from "./use-row-acts";

export type PaletteAction = { id: string; icon: PaletteIcon; label: string; act(): void };

/** What can be done from here, beside going to what was found. */
export function usePaletteActions(onHelp: () => void): PaletteAction[] {
  const t = useText("inbox");
  const { locale } = useLocale();
  const router = useRouter();
  const side = useSide();
  const { isSeller, go } = side;
  const me = useMe();
  const place = usePlace(side);
  const acts = useRowActs();
  const read = useReadConversations();
  const shown = place.conversationId ? read(place.conversationId) : undefined;
  const open = shown && rightsIn(shown, me).isMember ? shown : undefined;
  const list = { tab: "conversations", search: "", tag: null, priority: null, listingId: null } as const;
  const to = (href: string) => () => router.push(href);

  const aboutOpen: (PaletteAction | false)[] = open
    ? [
        {
          id: "archive",
          icon: "archive",
          label: open.archivedAt ? t("unarchive") : t("archive"),
          act: () => void acts.setArchived(open, open.archivedAt === null),
        },
        open.unread > 0 && {
          id: "read",
          icon: "read",
          label: t("markRead"),
          act: () => void acts.markRead(open),
        },
      ]
    : [];
  const otherSide: PaletteAction[] =
    me.role === "SELLER"
      ? [
          isSeller
            ? { id: "buying", icon: "inbox", label: t("goToBuying"), act: to(baseOf("customer")) }
            : { id: "selling", icon: "inbox", label: t("goToSelling"), act: to(baseOf("seller")) },
        ]
      : [];
  const views: PaletteAction[] = [
    { id: "inbox", icon: "inbox", label: t("goToInbox"), act: () => go({ ...list, view: "all" }) },
    { id: "unread", icon: "inbox", label: t("goToUnread"), act: () => go({ ...list, view: "unread" }) },
    ...(isSeller
      ? [
          {
            id: "waiting",
            icon: "inbox",
            label: t("goToWaiting"),
            act: () => go({ ...list, view: "waiting" }),
          } as const,
        ]
      : []),
    {
      id: "archived",
      icon: "archive",
      label: t("goToArchived"),
      act: () => go({ ...list, view: "archived" }),
    },
    ...otherSide,
    { id: "listings", icon: "listings", label: t("goToListings"), act: to("/") },
  ];
  const tools: PaletteAction[] = isSeller
    ? [
        {
          id: "quick-replies",
          icon: "quickReplies",
          label: t("quickReplies"),
          act: to("/dashboard/settings/quick-replies"),
        },
        {
          id: "away-message",
          icon: "awayMessage",
          label: t("awayMessage"),
          act: to("/dashboard/settings/away-message"),
        },
      ]
    : [];
  const languages = Object.entries(locales).flatMap(([value, { name }]): PaletteAction[] => {
    if (value === locale || !isLocale(value)) return [];
    const act = () => {
      keepCookie(localeCookie, value);
      router.refresh();
    };
    return [{ id: `language-${value}`, icon: "language", label: t("languageNext", { name }), act }];
  });
  const rest: PaletteAction[] = [
    { id: "settings", icon: "settings", label: t("settings"), act: to("/settings") },
    { id: "theme", icon: "theme", label: t("themeNext"), act: turnTheme },
    ...languages,
    { id: "help", icon: "help", label: t("help"), act: onHelp },
  ];
  return [...aboutOpen.filter((each) => each !== false), ...views, ...tools, ...rest];
}

function turnTheme(): void {
  const chosen = document.documentElement.dataset.theme;
  const isDark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  setTheme(isDark ? "light" : "dark");
}
