// When a seller is there, by weekday. Pure: the time and the zone are passed in.

export type Hours = { day: number; from: string; to: string };
export type HoursProblem = "order" | "overlap";

/** As the API writes the end of a day; a clock on a screen calls it 00:00. */
const endOfDay = "24:00";
export const shownEnd = (to: string): string => (to === endOfDay ? "00:00" : to);
export const storedEnd = (shown: string): string => (shown === "00:00" ? endOfDay : shown);

export const sortHours = (hours: readonly Hours[]): Hours[] =>
  [...hours].sort((one, other) => one.day - other.day || (one.from < other.from ? -1 : 1));

/** What is wrong with each of them, in their order. Times of five characters compare like the times that they name. */
export function hoursProblems(hours: readonly Hours[]): (HoursProblem | null)[] {
  return hours.map((each, index) => {
    if (!each.from || !each.to || each.from >= each.to) return "order";
    const meets = ({ day, from, to }: Hours, at: number) =>
      at < index && day === each.day && from < each.to && each.from < to;
    return hours.some(meets) ? "overlap" : null;
  });
}

const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** Whether somebody with these hours counts as there. */
export function isThere(hours: readonly Hours[], timezone: string, now: Date): boolean {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: timezone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(now);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? "";
  const day = weekdays.indexOf(part("weekday"));
  const time = `${part("hour")}:${part("minute")}`;
  return hours.some((each) => each.day === day && each.from <= time && time < each.to);
}

/** After the last hours of the day, else the working day. */
export function nextHours(hours: readonly Hours[], day: number): Hours {
  const last = sortHours(hours.filter((each) => each.day === day)).at(-1);
  if (!last) return { day, from: "09:00", to: "17:00" };
  const hour = Math.min(22, Number(last.to.slice(0, 2)) + 1);
  const from = `${String(hour).padStart(2, "0")}:00`;
  return { day, from: from > last.to ? from : last.to, to: endOfDay };
}

export const workdays: readonly Hours[] = [1, 2, 3, 4, 5].map((day) => ({ day, from: "09:00", to: "17:00" }));
