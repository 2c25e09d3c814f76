// Notifications of the desktop, and which of several tabs gives them.

const hiddenTabsWaitMs = 300;
const heldMs = 5_000;

/**
 * Whether this tab is the one to tell of something. Tabs in sight go first, because what one of them shows needs no
 * notification from those behind it.
 */
export async function firstTab(name: string): Promise<boolean> {
  const { locks } = navigator;
  if (!locks) return document.visibilityState === "visible";
  if (document.visibilityState !== "visible") await later(hiddenTabsWaitMs);
  return new Promise((answer) => {
    void locks.request(`parley-notice-${name}`, { ifAvailable: true }, async (lock) => {
      answer(lock !== null);
      if (lock) await later(heldMs);
    });
  });
}

const later = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

export type NotificationState = "missing" | "blocked" | "allowed" | "askable";

export function notificationState(): NotificationState {
  if (!("Notification" in globalThis)) return "missing";
  if (Notification.permission === "granted") return "allowed";
  return Notification.permission === "denied" ? "blocked" : "askable";
}

export async function askForNotifications(): Promise<NotificationState> {
  if (notificationState() === "askable") await Notification.requestPermission();
  return notificationState();
}

type Told = { title: string; text: string; tag: string; href: string };

/** By the service worker where there is one: phones know no other way, and it opens the page when pressed. */
export async function showNotification({ title, text, tag, href }: Told): Promise<void> {
  if (notificationState() !== "allowed") return;
  const options = { body: text, tag, icon: "/icons/icon-192.png", data: { href } };
  const registration = await navigator.serviceWorker?.getRegistration();
  if (registration?.active) return registration.showNotification(title, options);
  const notification = new Notification(title, options);
  notification.onclick = () => {
    window.focus();
    location.assign(href);
  };
}
