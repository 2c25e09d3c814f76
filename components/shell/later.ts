// Code of the frame that a page asks for only when somebody reaches for it.

export const loadPanelContent = () => import("./account-panel-content");
export const loadTabBadge = () => import("./tab-badge");
export const loadTooltips = () => import("@/components/ui/tooltips");
export const loadToastCards = () => import("@/components/ui/toast-cards");

/**
 * Where a service worker keeps code for when there is no network, it is asked for once nobody waits for anything.
 * What fails is asked for again, and said, when somebody reaches for it.
 */
export function keepForLater(): void {
  const load = () => {
    if (!navigator.onLine) return;
    for (const loaded of [loadPanelContent, loadTabBadge, loadTooltips, loadToastCards])
      void loaded().catch(() => undefined);
  };
  if ("requestIdleCallback" in globalThis) requestIdleCallback(load);
  else setTimeout(load, 2_000);
}
