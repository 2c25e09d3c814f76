// The pages that the service worker keeps for when there is no network.

const pageCaches = ["parley-pages", "parley-ahead"];

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
