// Which languages there are, and which of them a reader gets.

export const locales = {
  en: { name: "English", direction: "ltr" },
  ar: { name: "العربية", direction: "rtl" },
} as const;

export type Locale = keyof typeof locales;
export type Direction = (typeof locales)[Locale]["direction"];

export const localeCookie = "parley-locale";
export const timeZoneCookie = "parley-tz";

/** `tag` is what dates and numbers are written by: the reader's own variety of the language. */
export type ChosenLocale = { locale: Locale; tag: string };

export function directionOf(tag: string): Direction {
  const language = tag.split("-")[0];
  return isLocale(language) ? locales[language].direction : "ltr";
}

const maxPreferences = 20;

/** The reader's choice, else the first language of the browser's that we have, else English. */
export function chooseLocale(cookie: string | undefined, acceptLanguage: string | null): ChosenLocale {
  const preferred = readPreferences(acceptLanguage ?? "");
  const languageOf = (tag: string) => tag.split("-")[0] ?? "";
  const chosen = isLocale(cookie) ? cookie : preferred.map(languageOf).find(isLocale);
  const locale = chosen ?? "en";
  const tag = preferred.find((each) => languageOf(each) === locale && each.includes("-")) ?? locale;
  // One set of digits in every browser, and the set in which prices and phone numbers are typed.
  return { locale, tag: `${tag}-u-nu-latn` };
}

export const isLocale = (text: string | undefined): text is Locale =>
  text !== undefined && Object.hasOwn(locales, text);

export function isTimeZone(text: string | undefined): text is string {
  if (!text || text.length > 64) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

/** Language tags of the form `en` or `en-GB`, best first. */
function readPreferences(header: string): string[] {
  return header
    .split(",", maxPreferences)
    .map((part) => {
      const [range = "", ...parameters] = part.trim().split(";");
      const quality = parameters.map((each) => each.trim()).find((each) => each.startsWith("q="));
      return { tag: canonical(range.trim()), quality: quality ? Number(quality.slice(2)) : 1 };
    })
    .filter(({ tag, quality }) => tag !== null && quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag as string);
}

function canonical(range: string): string | null {
  if (!/^[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?$/i.test(range)) return null;
  return Intl.getCanonicalLocales(range)[0] ?? null;
}
