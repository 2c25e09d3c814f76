// The catalogue on the server: who reads this page, and the words of their language.
import { cookies, headers } from "next/headers";
import { cache } from "react";
import * as ar from "./ar";
import type { AreaName, Catalogue } from "./areas";
import * as en from "./en";
import { createFormat, type Format } from "./format";
import { chooseLocale, isTimeZone, type Locale, localeCookie, timeZoneCookie } from "./locale";
import { type Area, type Say, say } from "./message";
import type { Reader } from "./text-provider";

const catalogues: Record<Locale, Record<AreaName, Area>> = { en, ar };

/** Asked once a request, so that everything on a page agrees on the time. */
export const getReader = cache(async (): Promise<Reader> => {
  const [jar, given] = await Promise.all([cookies(), headers()]);
  const zone = jar.get(timeZoneCookie)?.value;
  return {
    ...chooseLocale(jar.get(localeCookie)?.value, given.get("accept-language")),
    timeZone: isTimeZone(zone) ? zone : "UTC",
    nowMs: Date.now(),
  };
});

/** Says the words of one area: `const t = await getText("account"); t("email")`. */
export async function getText<Name extends AreaName>(name: Name): Promise<Say<Catalogue[Name]>> {
  const { locale, tag } = await getReader();
  const area = catalogues[locale][name];
  return ((key: string, parameters?: Record<string, string | number>) =>
    say(tag, area[key] ?? key, parameters)) as Say<Catalogue[Name]>;
}

export async function getFormat(): Promise<Format> {
  const { tag, timeZone } = await getReader();
  return createFormat(tag, timeZone);
}

/** The words of the named areas in the reader's language, to be handed to the page. */
export async function getWords<Name extends AreaName>(names: readonly Name[]): Promise<Record<Name, Area>> {
  const { locale } = await getReader();
  return Object.fromEntries(names.map((name) => [name, catalogues[locale][name]])) as Record<Name, Area>;
}
