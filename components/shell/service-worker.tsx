"use client";
import { useEffect } from "react";
import { useText } from "@/components/text/text-provider";
import { toast } from "@/components/ui/toast";

const build = process.env.PARLEY_BUILD;
const pageCaches = ["parley-pages", "parley-ahead"];
const idleMs = 2_000;

type Props = {
  account: string | null;
  /** The addresses of pages that are to open without a network although they were never opened before. */
  ahead: readonly string[];
};

/** Registers the service worker of this build and tells it who is signed in, since it keeps nobody else's pages. */
export function ServiceWorker({ account, ahead }: Props) {
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
    void register(account, ahead);
    return () => serviceWorker.removeEventListener("controllerchange", onChange);
  }, [account, ahead, t]);
  return null;
}

async function register(account: string | null, ahead: readonly string[]): Promise<void> {
  try {
    const { serviceWorker } = navigator;
    await serviceWorker.register(`/sw.js?v=${build}`, { updateViaCache: "none" });
    const { active } = await serviceWorker.ready;
    const isFirst = serviceWorker.controller === null;
    active?.postMessage({ type: "account", account, ahead, isFirst });
    if (account === null || savesData()) return;
    const keep = () => active?.postMessage({ type: "keep", pictures: isFirst ? shownPictures() : [] });
    if ("requestIdleCallback" in globalThis) requestIdleCallback(keep, { timeout: idleMs });
    else setTimeout(keep, idleMs);
  } catch {
    // Browsers refuse in private windows and without https; everything but opening offline works without it.
  }
}

/** Not every browser tells, and the type library of none does. */
const savesData = (): boolean =>
  (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;

const shownPictures = () => [...document.images].map(({ src }) => src);

/** After a change of theme or language, so that the page for when one is offline follows. */
export function refreshOfflinePage(): void {
  navigator.serviceWorker?.controller?.postMessage({ type: "refresh" });
}

/** On signing out: no page of the person stays on this device. */
export async function forgetPages(): Promise<void> {
  if (!("caches" in globalThis)) return;
  await Promise.all(pageCaches.map((name) => caches.delete(name).catch(() => false)));
}
