// The keys of the inbox, in one place for those who press them, those who handle them and those who explain them.

export const keys = {
  down: "j",
  up: "k",
  search: "/",
  archive: "e",
  markRead: "u",
  pin: "p",
  mute: "m",
  select: "x",
  write: "r",
  help: "?",
} as const;

/** Where letters are letters: whoever writes does not want them taken for commands. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target.closest("[role=menu],[role=dialog],[role=alertdialog],[role=listbox]")
  )
    return true;
  const { tagName } = target;
  if (tagName === "TEXTAREA" || tagName === "SELECT") return true;
  return tagName === "INPUT" && !["checkbox", "radio", "button"].includes((target as HTMLInputElement).type);
}

type Pressed = Pick<KeyboardEvent, "key" | "code" | "metaKey" | "ctrlKey" | "altKey" | "shiftKey">;

/**
 * The bare key that was pressed, null for none. On a keyboard of another script the letters are found by where they
 * are; on one with Latin letters by what is printed on them.
 */
export function bareKey({ key, code, metaKey, ctrlKey, altKey, shiftKey }: Pressed): string | null {
  if (metaKey || ctrlKey || altKey) return null;
  if (key.length !== 1 || key.charCodeAt(0) < 128) return key;
  if (/^Key[A-Z]$/.test(code)) return code.charAt(3).toLowerCase();
  if (code === "Slash") return shiftKey ? "?" : "/";
  return key;
}

export const isPaletteKey = ({ key, code, metaKey, ctrlKey, altKey }: Pressed): boolean =>
  (key.toLowerCase() === "k" || code === "KeyK") && (metaKey || ctrlKey) && !altKey;

const storageKey = "parley-single-keys";

/** Whoever dictates, or leans on keys without wanting to, can turn single keys off. */
export const singleKeys = {
  areOn(): boolean {
    try {
      return localStorage.getItem(storageKey) !== "off";
    } catch {
      return true;
    }
  },
  set(areOn: boolean): void {
    try {
      if (areOn) localStorage.removeItem(storageKey);
      else localStorage.setItem(storageKey, "off");
    } catch {
      // A browser that keeps nothing keeps them on.
    }
  },
};
