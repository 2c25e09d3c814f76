// When a seller is away: outside of the hours of their week, in their own time zone.

export type Hours = readonly { readonly day: number; readonly from: string; readonly to: string }[];

const dayMinutes = 24 * 60;
const dayMs = dayMinutes * 60_000;
const weekDays = 7;

/**
 * Returns the name of the current period of absence, or null while the seller is available. A period begins when the
 * last business hours ended. A seller without business hours is always away, and each day is a period.
 */
export function awayPeriod(hours: Hours, timezone: string, nowMs: number): string | null {
  const { dateMs, minutes } = localTime(timezone, nowMs);
  if (hours.length === 0) return dateOf(dateMs);
  const day = new Date(dateMs).getUTCDay();
  const isThere = hours.some(
    (each) => each.day === day && minutesOf(each.from) <= minutes && minutes < minutesOf(each.to),
  );
  if (isThere) return null;
  const ends = hours.map((each) => {
    const to = minutesOf(each.to);
    const daysBack = (day - each.day + weekDays) % weekDays;
    // Hours that end later today last ended a week ago.
    return (daysBack === 0 && to > minutes ? weekDays : daysBack) * dayMinutes - to;
  });
  const endMs = dateMs - Math.min(...ends) * 60_000;
  return new Date(endMs).toISOString().slice(0, 16);
}

function minutesOf(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(":").map(Number);
  return hour * 60 + minute;
}

const dateOf = (dateMs: number) => new Date(dateMs).toISOString().slice(0, 10);

/** When the period of that name began. Within the hour that a change to winter time repeats, the first of the two. */
export function periodStartMs(period: string, timezone: string): number {
  const there = Date.parse(period.includes("T") ? `${period}Z` : `${period}T00:00Z`);
  const offsetMs = (atMs: number) => {
    const { dateMs, minutes } = localTime(timezone, atMs);
    return dateMs + minutes * 60_000 - Math.floor(atMs / 60_000) * 60_000;
  };
  return there - offsetMs(there - offsetMs(there));
}

/** Making one costs as much as using it a hundred times. There are fewer time zones than this. */
const maxFormats = 1_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: timezone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  if (formats.size < maxFormats) formats.set(timezone, made);
  return made;
}

/** The day there, as midnight in UTC, so that days can be counted without summer time getting in between. */
function localTime(timezone: string, nowMs: number): { dateMs: number; minutes: number } {
  const parts = formatOf(timezone).formatToParts(nowMs);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  const dateMs = Date.UTC(part("year"), part("month") - 1, part("day"));
  return { dateMs: dateMs - (dateMs % dayMs), minutes: part("hour") * 60 + part("minute") };
}
