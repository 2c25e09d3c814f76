"use client";
import { useEffect } from "react";
import { useText } from "@/components/text/text-provider";
import { toast } from "@/components/ui/toast";
import { keepForLater } from "./later";

const build = process.env.PARLEY_BUILD;
const pagesCache = "parley-pages";
const reloadedKey = "parley-reloaded-at";
const reloadPauseMs = 60_000;

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
  useEffect(watchForLostCode, []);
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

/** A page of an old build asks for code that a new one no longer has: the page of the new build has its own. */
function watchForLostCode(): () => void {
  const controller = new AbortController();
  const options = { capture: true, signal: controller.signal };
  const onLost = (path: string) => {
    if (!navigator.onLine || !path.startsWith("/_next/static/")) return;
    reloadOnce();
  };
  addEventListener(
    "error",
    ({ target }) => {
      if (target instanceof HTMLScriptElement) onLost(new URL(target.src, location.href).pathname);
      if (target instanceof HTMLLinkElement && target.rel === "stylesheet")
        onLost(new URL(target.href, location.href).pathname);
    },
    options,
  );
  return () => controller.abort();
}

/** Where that does not help either, the page stays as it is instead of turning in circles. */
export function reloadOnce(): boolean {
  try {
    const reloadedAtMs = Number(sessionStorage.getItem(reloadedKey) ?? 0);
    if (Date.now() - reloadedAtMs < reloadPauseMs) return false;
    sessionStorage.setItem(reloadedKey, String(Date.now()));
  } catch {
    return false;
  }
  location.reload();
  return true;
}
