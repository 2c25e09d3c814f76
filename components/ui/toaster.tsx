"use client";
import { type ComponentType, useEffect, useState, useSyncExternalStore } from "react";
import { useText } from "@/components/text/text-provider";
import { currentToasts, subscribeToToasts, type Toast } from "./toast";

const none: readonly Toast[] = [];

type Cards = ComponentType;
type Props = { load(): Promise<{ ToastCards: Cards }> };

/**
 * Shows what `toast` tells. Our own, since the libraries for it write their styles into the page, which its security
 * policy forbids. The region is always there, because only a change of one is announced; what it shows, and where, comes
 * with the first toast.
 */
export function Toaster({ load }: Props) {
  const t = useText("shell");
  const toasts = useSyncExternalStore(subscribeToToasts, currentToasts, () => none);
  const [loaded, setLoaded] = useState<{ Cards: Cards } | null>(null);
  const isWanted = toasts.length > 0 && loaded === null;
  useEffect(() => {
    if (!isWanted) return;
    let isCurrent = true;
    load().then(
      ({ ToastCards }) => isCurrent && setLoaded({ Cards: ToastCards }),
      // No network and not kept: the next toast tries again.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [isWanted, load]);
  return (
    <section
      aria-label={t("notices")}
      aria-live="polite"
      aria-relevant="additions"
      className="pointer-events-none relative z-60"
    >
      {loaded && toasts.length > 0 && <loaded.Cards />}
    </section>
  );
}
