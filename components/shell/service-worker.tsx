"use client";
import { useEffect } from "react";
import { useText } from "@/components/text/text-provider";
import { toast } from "@/components/ui/toast";
import { holder } from "@/lib/client/storage/held-by";
import { loadForgetAccount } from "./later";

const build = process.env.PARLEY_BUILD;
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
  useEffect(() => {
    const before = holder();
    if (before === null || before === account) return;
    // Offline, the code may not load. The next page then tries again, because the device still names the old holder.
    loadForgetAccount()
      .then(({ forgetAccount }) => forgetAccount(before))
      .catch(() => undefined);
  }, [account]);
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
