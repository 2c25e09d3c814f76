// "Usually replies in 20 min": a measured time, said as roughly as it holds.

export type ReplyTime =
  | { key: "repliesInMinutes"; count: number }
  | { key: "repliesInHours"; count: number }
  | { key: "repliesInDays"; count: number };

const hourMinutes = 60;
const dayMinutes = 24 * hourMinutes;

/** To five minutes below an hour, then to whole hours, and from a day and a half on to whole days. */
export function replyTime(minutes: number): ReplyTime {
  if (minutes < 5) return { key: "repliesInMinutes", count: Math.max(1, Math.round(minutes)) };
  const fives = Math.round(minutes / 5) * 5;
  if (fives < hourMinutes) return { key: "repliesInMinutes", count: fives };
  if (minutes < 1.5 * dayMinutes)
    return { key: "repliesInHours", count: Math.max(1, Math.round(minutes / hourMinutes)) };
  return { key: "repliesInDays", count: Math.round(minutes / dayMinutes) };
}
