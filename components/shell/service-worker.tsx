"use client";
import { useEffect } from "react";
import { useText } from "@/components/text/text-provider";
import { toast } from "@/components/ui/toast";
import { holder } from "@/lib/client/storage/held-by";

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
  useEffect(() => void forgetOthers(account), [account]);
  return null;
}

/** Their sign-in may have ended while no page was open to hear of it. */
async function forgetOthers(account: string | null): Promise<void> {
  const before = holder();
  if (before === null || before === account) return;
  try {
    await forgetPages();
    const { forgetContent } = await import("@/lib/client/storage/forget");
    await forgetContent(before);
  } catch {
    // Without its code, which only the network has, the next page tries again.
  }
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

/** When somebody leaves, no page of theirs stays on this device. */
export async function forgetPages(): Promise<void> {
  navigator.serviceWorker?.controller?.postMessage({ type: "account", account: null, ahead: [] });
  if (!("caches" in globalThis)) return;
  await Promise.all(pageCaches.map((name) => caches.delete(name).catch(() => false)));
}
