"use client";
import { useEffect } from "react";
import { useText } from "@/components/text/text-provider";
import { toast } from "@/components/ui/toast";
import { keepForLater } from "./later";

const build = process.env.PARLEY_BUILD;
const pagesCache = "parley-pages";

/** Registers the service worker of this build and tells it who is signed in, since it keeps nobody else's pages. */
export function ServiceWorker({ account }: { account: string | null }) {
  const t = useText("shell");
  useEffect(() => {
    const { serviceWorker } = navigator;
    if (process.env.NODE_ENV !== "production" || !serviceWorker) return;
    const hadOne = serviceWorker.controller !== null;
    const onChange = () => {
      if (!hadOne) return;
      toast.show({
        title: t("newVersion"),
        action: { label: t("reload"), onClick: () => location.reload() },
      });
    };
    serviceWorker.addEventListener("controllerchange", onChange);
    void register(account);
    return () => serviceWorker.removeEventListener("controllerchange", onChange);
  }, [account, t]);
  return null;
}

async function register(account: string | null): Promise<void> {
  try {
    const { serviceWorker } = navigator;
    await serviceWorker.register(`/sw.js?v=${build}`, { updateViaCache: "none" });
    const { active } = await serviceWorker.ready;
    const isFirst = serviceWorker.controller === null;
    active?.postMessage({ type: "account", account, isFirst });
    if (isFirst) serviceWorker.addEventListener("controllerchange", keepForLater, { once: true });
    else keepForLater();
  } catch {
    // Browsers refuse in private windows and without https; everything but opening offline works without it.
  }
}

/** After a change of theme or language, so that the page for when one is offline follows. */
export function refreshOfflinePage(): void {
  navigator.serviceWorker?.controller?.postMessage({ type: "refresh" });
}

/** On signing out: no page of the person stays on this device. */
export async function forgetPages(): Promise<void> {
  if ("caches" in globalThis) await caches.delete(pagesCache).catch(() => false);
}
