// The text catalogue: every language has all texts, with the placeholders of the English text.
import { describe, expect, expectTypeOf, it } from "vitest";
import * as ar from "../../components/text/ar";
import * as en from "../../components/text/en";
import { createFormat } from "../../components/text/format";
import { chooseLocale, isTimeZone, locales } from "../../components/text/locale";
import { type Arguments, type Entry, say } from "../../components/text/message";

type Areas = Record<string, Readonly<Record<string, Entry>>>;
const catalogues: Record<string, Areas> = { en, ar };

const formsOf = (entry: Entry): Record<string, string> =>
  typeof entry === "string" ? { other: entry } : (entry as Record<string, string>);
const namesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
const entries = Object.entries(en as Areas).flatMap(([area, texts]) =>
  Object.entries(texts).map(([key, entry]) => ({ area, key, entry })),
);

describe.each(Object.keys(locales))("the catalogue in %s", (locale) => {
  const catalogue = catalogues[locale] ?? {};

  it("has the same areas and keys as the English one, and no others", () => {
    const keysOf = (areas: Areas) =>
      Object.entries(areas).flatMap(([area, texts]) => Object.keys(texts).map((key) => `${area}.${key}`));
    expect(keysOf(catalogue).sort()).toEqual(keysOf(en as Areas).sort());
  });

  it("has no empty text and no space at an end", () => {
    for (const { area, key } of entries) {
      for (const text of Object.values(formsOf(catalogue[area]?.[key] ?? ""))) {
        expect(text.trim(), `${area}.${key}`).not.toBe("");
        expect(text, `${area}.${key}`).toBe(text.trim());
      }
    }
  });

  it("has the placeholders of the English text; a form for one, two or none may leave the count out", () => {
    for (const { area, key, entry } of entries) {
      const wanted = namesIn(formsOf(entry).other ?? "");
      for (const [form, text] of Object.entries(formsOf(catalogue[area]?.[key] ?? ""))) {
        const found = namesIn(text);
        const mayOmitCount = ["zero", "one", "two"].includes(form);
        const expected =
          mayOmitCount && !found.includes("count") ? wanted.filter((n) => n !== "count") : wanted;
        expect(found, `${area}.${key}.${form}`).toEqual(expected);
      }
    }
  });

  it("has every plural form that the language needs, and no other", () => {
    const needed = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.slice().sort();
    for (const { area, key, entry } of entries) {
      if (typeof entry === "string") continue;
      expect(Object.keys(formsOf(catalogue[area]?.[key] ?? "")).sort(), `${area}.${key}`).toEqual(needed);
    }
  });
});

describe("a text", () => {
  it("uses the plural form and the number format of its language", () => {
    const entry = ar.shell.unread;
    expect(say("ar-u-nu-latn", entry, { count: 2 })).toBe("رسالتان غير مقروءتين");
    expect(say("ar-u-nu-latn", entry, { count: 5 })).toBe("5 رسائل غير مقروءة");
    expect(say("en-u-nu-latn", en.shell.unread, { count: 12_345 })).toBe("12,345 unread");
  });

  it("inserts values literally", () => {
    expect(say("en", "{a} and {b}", { a: "{b}", b: "$&" })).toBe("{b} and $&");
  });

  it("requires exactly its placeholders", () => {
    expectTypeOf<Arguments<"Hello">>().toEqualTypeOf<[]>();
    expectTypeOf<Arguments<"{name}: {preview}">>().toEqualTypeOf<
      [parameters: { name: string | number; preview: string | number }]
    >();
    expectTypeOf<Arguments<{ one: "{count} of {all}"; other: "x" }>>().toEqualTypeOf<
      [parameters: { count: number; all: string | number }]
    >();
  });
});

describe("the language", () => {
  it("is the reader's choice, else the browser's first supported one, else English", () => {
    expect(chooseLocale("ar", "en-GB").locale).toBe("ar");
    expect(chooseLocale(undefined, "de, ar-EG;q=0.8, en;q=0.9").locale).toBe("en");
    expect(chooseLocale(undefined, "de, ar-EG;q=0.9, en;q=0.8").locale).toBe("ar");
    expect(chooseLocale("constructor", "xx").locale).toBe("en");
    expect(chooseLocale(undefined, null)).toEqual({ locale: "en", tag: "en-u-nu-latn" });
  });

  it("is written as in the reader's country", () => {
    expect(chooseLocale(undefined, "en-GB,en;q=0.9").tag).toBe("en-GB-u-nu-latn");
    expect(chooseLocale("en", "ar-EG, en-AU;q=0.5").tag).toBe("en-AU-u-nu-latn");
  });

  it("is safe for any header", () => {
    for (const header of [";;;", "*", "en-\u0000", "q=1", ",".repeat(5000), "en;q=x", "x".repeat(100_000)])
      expect(chooseLocale(undefined, header)).toEqual({ locale: "en", tag: "en-u-nu-latn" });
  });
});

describe("a date", () => {
  const nowMs = Date.parse("2026-11-21T09:05:00Z");
  const ago = (ms: number) => new Date(nowMs - ms);
  const hourMs = 3_600_000;
  const english = createFormat("en-GB-u-nu-latn", "UTC");

  it("is as short as possible without ambiguity", () => {
    expect(english.brief(ago(hourMs), nowMs)).toBe("08:05");
    expect(english.brief(ago(10 * hourMs), nowMs)).toBe("Yesterday");
    expect(english.brief(ago(3 * 24 * hourMs), nowMs)).toBe("Wed");
    expect(english.brief(ago(30 * 24 * hourMs), nowMs)).toBe("22 Oct");
    expect(english.brief(ago(400 * 24 * hourMs), nowMs)).toBe("17 Oct 2025");
  });

  it("changes at the reader's midnight", () => {
    const at = new Date("2026-11-20T23:30:00Z");
    expect(english.dayName(at, nowMs)).toBe("Yesterday");
    expect(createFormat("en-GB-u-nu-latn", "Asia/Tokyo").dayName(at, nowMs)).toBe("Today");
  });

  it("is shown relative to now", () => {
    expect(english.relative(ago(0), nowMs)).toBe("now");
    expect(english.relative(ago(5 * 60_000), nowMs)).toBe("5 min ago");
    expect(english.relative(ago(-2 * 24 * hourMs), nowMs)).toBe("in 2 days");
  });

  it("is shown as a duration, from one minute on", () => {
    expect(english.duration(0, "long")).toBe("1 minute");
    expect(english.duration(59 * 60_000, "short")).toBe("59 mins");
    expect(english.duration(3.9 * hourMs, "long")).toBe("3 hours");
    expect(english.duration(50 * hourMs, "short")).toBe("2 days");
  });

  it("ignores an unknown time zone", () => {
    expect(isTimeZone("Europe/Berlin")).toBe(true);
    for (const text of ["Mars/Base", "", "x".repeat(100), undefined]) expect(isTimeZone(text)).toBe(false);
  });
});

describe("money", () => {
  it("shows cents only when there are any, with the currency's own number of digits", () => {
    const { money } = createFormat("en-GB-u-nu-latn", "UTC");
    expect(money(1_234_500, "EUR")).toBe("€12,345");
    expect(money(1_234_550, "EUR")).toBe("€12,345.50");
    expect(money(1_500, "JPY")).toBe("¥1,500");
    expect(money(1_234, "KWD")).toMatch(/1\.234/);
  });
});
