"use client";
import { createContext, type ReactNode, use, useMemo, useSyncExternalStore } from "react";
import type { AreaName, Catalogue } from "./areas";
import { createFormat, type Format } from "./format";
import { type Direction, type Locale, locales } from "./locale";
import { type Area, type Say, say } from "./message";

type Words = { readonly [Name in AreaName]?: Area };
export type Reader = { locale: Locale; tag: string; timeZone: string; nowMs: number };
type Context = Reader & { words: Words };

const TextContext = createContext<Context | null>(null);

/** The outermost knows who reads; those within add the words of their part of the application. */
export function TextProvider({
  reader,
  words,
  children,
}: {
  reader?: Reader;
  words: Words;
  children: ReactNode;
}) {
  const outer = use(TextContext);
  const value = useMemo(() => {
    const known = reader ?? outer;
    if (!known) throw new Error("The outermost TextProvider needs a reader.");
    const { locale, tag, timeZone, nowMs } = known;
    return { locale, tag, timeZone, nowMs, words: { ...outer?.words, ...words } };
  }, [reader, outer, words]);
  return <TextContext value={value}>{children}</TextContext>;
}

function useContext(): Context {
  const context = use(TextContext);
  if (!context) throw new Error("There is no TextProvider around this component.");
  return context;
}

/** Says the words of one area in the reader's language: `const t = useText("chat"); t("send")`. */
export function useText<Name extends AreaName>(name: Name): Say<Catalogue[Name]> {
  const { tag, words } = useContext();
  return useMemo(() => {
    const area = words[name];
    if (!area)
      throw new Error(`The texts of "${name}" are not on this page: wrap it in <ProvideText areas>.`);
    return ((key: string, parameters?: Record<string, string | number>) =>
      say(tag, area[key] ?? key, parameters)) as Say<Catalogue[Name]>;
  }, [tag, words, name]);
}

export function useLocale(): { locale: Locale; direction: Direction } {
  const { locale } = useContext();
  return { locale, direction: locales[locale].direction };
}

/** Dates, numbers and money. Until the page has come alive it goes by the server's guess of the time zone. */
export function useFormat(): Format {
  const { tag, timeZone } = useContext();
  const zone = useSyncExternalStore(never, browserTimeZone, () => timeZone);
  return useMemo(() => createFormat(tag, zone), [tag, zone]);
}

/**
 * What `write` makes of the time, kept up to date; on the server and while hydrating, of the time at which the page
 * was made. Whoever uses it is rendered again only when the text becomes another.
 */
export function useClock(write: (nowMs: number) => string): string {
  const { nowMs } = useContext();
  return useSyncExternalStore(
    subscribeToClock,
    () => write(clockMs),
    () => write(nowMs),
  );
}

const never = () => () => {};
let zone: string | undefined;
function browserTimeZone(): string {
  zone ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone;
}

// One clock for the page, however many times it shows.
const tickMs = 15_000;
const listeners = new Set<() => void>();
let clockMs = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  clockMs = Date.now();
  for (const listener of listeners) listener();
}

function subscribeToClock(listener: () => void): () => void {
  if (listeners.size === 0) {
    clockMs = Date.now();
    timer = setInterval(tick, tickMs);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}
