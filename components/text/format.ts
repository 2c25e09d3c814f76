// Dates, times, numbers and money in the reader's language. Making a formatter costs more than all its uses, so
// each is made once.

export type Format = {
  number(value: number): string;
  /** Money is integer minor units plus ISO code; a price without cents is written without them. */
  money(minor: number, currency: string): string;
  /** 14:05 */
  time(at: Date): string;
  /** 21 Nov, and the year where it is another than this one. */
  day(at: Date, nowMs: number): string;
  /** Today, Yesterday, Monday, 3 November: how a list of days is headed. */
  dayName(at: Date, nowMs: number): string;
  /** The same for all times of a day, and one more for those of the next. */
  dayNumber(at: Date): number;
  /** As short as it can be told apart: 14:05, Yesterday, Mon, 3 Nov. */
  brief(at: Date, nowMs: number): string;
  /** 5 min. ago, in 3 days */
  relative(at: Date, nowMs: number): string;
  /** 5 minutes, 3 hours, 2 days: at least a minute, in the largest whole unit. */
  duration(ms: number, style: "short" | "long"): string;
  /** Everything, for whoever points at a short form or hears it. */
  full(at: Date): string;
  list(items: readonly string[]): string;
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const formatters = new Map<string, unknown>();

export function createFormat(tag: string, timeZone: string): Format {
  const dates = (options: Intl.DateTimeFormatOptions) =>
    kept(
      `d${tag}${timeZone}${JSON.stringify(options)}`,
      () => new Intl.DateTimeFormat(tag, { timeZone, ...options }),
    );
  const dayNumber = (at: Date | number) => {
    const parts = kept(
      `n${timeZone}`,
      () => new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }),
    );
    return Date.parse(parts.format(at)) / dayMs;
  };
  const daysAgo = (at: Date, nowMs: number) => dayNumber(nowMs) - dayNumber(at);
  const relativeIn = (style: "long" | "short") =>
    kept(`r${tag}${style}`, () => new Intl.RelativeTimeFormat(tag, { numeric: "auto", style }));

  const time = (at: Date) => dates({ timeStyle: "short" }).format(at);
  const day = (at: Date, nowMs: number) => {
    const isThisYear = dates({ year: "numeric" }).format(at) === dates({ year: "numeric" }).format(nowMs);
    return dates({ day: "numeric", month: "short", ...(isThisYear ? {} : { year: "numeric" }) }).format(at);
  };
  return {
    number: (value) => kept(`#${tag}`, () => new Intl.NumberFormat(tag)).format(value),
    money: (minor, currency) => moneyIn(tag, minor, currency),
    time,
    day,
    dayNumber,
    dayName(at, nowMs) {
      const ago = daysAgo(at, nowMs);
      if (ago === 0 || ago === 1) return capital(relativeIn("long").format(-ago, "day"), tag);
      if (ago > 1 && ago < 7) return dates({ weekday: "long" }).format(at);
      const isRecent = ago > 0 && ago < 300;
      return dates({ day: "numeric", month: "long", ...(isRecent ? {} : { year: "numeric" }) }).format(at);
    },
    brief(at, nowMs) {
      const ago = daysAgo(at, nowMs);
      if (ago === 0) return time(at);
      if (ago === 1) return capital(relativeIn("long").format(-1, "day"), tag);
      return ago > 1 && ago < 7 ? dates({ weekday: "short" }).format(at) : day(at, nowMs);
    },
    relative(at, nowMs) {
      const ms = at.getTime() - nowMs;
      const [amount, unit] = largestUnit(ms);
      return relativeIn("short").format(amount, unit);
    },
    duration(ms, style) {
      const [amount, unit] = largestUnit(Math.max(ms, minuteMs));
      const units = () => new Intl.NumberFormat(tag, { style: "unit", unit, unitDisplay: style });
      return kept(`u${tag}${unit}${style}`, units).format(amount);
    },
    full: (at) => dates({ dateStyle: "full", timeStyle: "short" }).format(at),
    list: (items) =>
      kept(`l${tag}`, () => new Intl.ListFormat(tag, { style: "long", type: "conjunction" })).format(items),
  };
}

function largestUnit(ms: number): [number, Intl.RelativeTimeFormatUnit] {
  const size = Math.abs(ms);
  if (size < minuteMs) return [0, "second"];
  if (size < hourMs) return [Math.trunc(ms / minuteMs), "minute"];
  if (size < dayMs) return [Math.trunc(ms / hourMs), "hour"];
  if (size < 30 * dayMs) return [Math.trunc(ms / dayMs), "day"];
  if (size < 365 * dayMs) return [Math.trunc(ms / (30 * dayMs)), "month"];
  return [Math.trunc(ms / (365 * dayMs)), "year"];
}

function moneyIn(tag: string, minor: number, currency: string): string {
  const whole = kept(`m${tag}${currency}`, () => {
    const exact = new Intl.NumberFormat(tag, {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
    });
    const digits = exact.resolvedOptions().maximumFractionDigits ?? 2;
    const round = new Intl.NumberFormat(tag, {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
      maximumFractionDigits: 0,
    });
    return { exact, round, unit: 10 ** digits };
  });
  const { exact, round, unit } = whole;
  return (minor % unit === 0 ? round : exact).format(minor / unit);
}

const capital = (text: string, tag: string) => text.charAt(0).toLocaleUpperCase(tag) + text.slice(1);

/** Languages, zones and styles are few, so this stays small. */
function kept<T>(key: string, make: () => T): T {
  const found = formatters.get(key) as T | undefined;
  if (found !== undefined) return found;
  const formatter = make();
  formatters.set(key, formatter);
  return formatter;
}
