"use client";
import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { timeZoneCookie } from "@/components/text/locale";
import { useText } from "@/components/text/text-provider";
import { lazyPart } from "@/components/ui/lazy-part";
import { Spinner } from "@/components/ui/spinner";
import { keepCookie } from "./cookie";
import type { HeaderUser } from "./header";
import { loadPanelContent } from "./later";
import { getPage, subscribeToPage } from "./page-store";
import type { Theme } from "./theme";

const id = "account-panel";
const Content = lazyPart(loadPanelContent);

type Props = {
  user: HeaderUser | null;
  theme: Theme;
  buttonClass: string;
  panelClass: string;
  /** What its button shows. */
  children: ReactNode;
};

/**
 * What belongs to the person. The browser itself opens, closes and stacks it, and what is in it comes when somebody
 * reaches for it, so that the listing page carries neither.
 */
export function AccountPanel({ user, theme, buttonClass, panelClass, children }: Props) {
  const t = useText("shell");
  const ref = useRef<HTMLDivElement>(null);
  const [isWanted, setWanted] = useState(false);
  const want = () => setWanted(true);
  const close = () => ref.current?.hidePopover();
  const hasEnded = useSyncExternalStore(
    subscribeToPage,
    () => getPage().hasEnded,
    () => false,
  );
  // The next page is rendered with the times of this place.
  useEffect(() => keepCookie(timeZoneCookie, Intl.DateTimeFormat().resolvedOptions().timeZone), []);

  if (hasEnded) return null;
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        onPointerEnter={want}
        onFocus={want}
        aria-label={user ? t("accountMenu", { name: user.name }) : t("displaySettings")}
        data-tooltip={user ? user.name : t("displaySettings")}
        className={buttonClass}
      >
        {children}
      </button>
      <div ref={ref} id={id} popover="auto" onToggle={want} className={panelClass}>
        {isWanted && (
          <Content
            user={user}
            theme={theme}
            close={close}
            waiting={<Spinner className="m-4 self-center" />}
          />
        )}
      </div>
    </>
  );
}
