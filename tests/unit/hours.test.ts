import { describe, expect, it } from "vitest";
import {
  type Hours,
  hoursProblems,
  isThere,
  nextHours,
  shownEnd,
  storedEnd,
} from "../../components/tools/hours";

const day = (from: string, to: string, weekday = 1): Hours => ({ day: weekday, from, to });

describe("hours", () => {
  it("must end after they begin, and must not overlap on a day", () => {
    expect(hoursProblems([day("09:00", "12:00"), day("12:00", "17:00"), day("09:00", "12:00", 2)])).toEqual([
      null,
      null,
      null,
    ]);
    expect(hoursProblems([day("09:00", "12:00"), day("11:59", "17:00"), day("10:00", "10:00")])).toEqual([
      null,
      "overlap",
      "order",
    ]);
    expect(hoursProblems([day("", "12:00")])).toEqual(["order"]);
  });

  it("may end at midnight, in both notations", () => {
    expect(shownEnd(storedEnd("00:00"))).toBe("00:00");
    expect(hoursProblems([day("18:00", storedEnd("00:00"))])).toEqual([null]);
  });

  it("are in the seller's own time zone", () => {
    const monday = [day("09:00", "17:00")];
    expect(isThere(monday, "UTC", new Date("2026-11-23T09:00:00Z"))).toBe(true);
    expect(isThere(monday, "UTC", new Date("2026-11-23T17:00:00Z"))).toBe(false);
    expect(isThere(monday, "Asia/Tokyo", new Date("2026-11-23T00:30:00Z"))).toBe(true);
    expect(isThere(monday, "America/New_York", new Date("2026-11-23T09:30:00Z"))).toBe(false);
    expect(isThere([day("00:00", "24:00")], "UTC", new Date("2026-11-23T23:59:59Z"))).toBe(true);
    expect(isThere([], "UTC", new Date())).toBe(false);
  });

  it("are suggested after the existing ones of the day", () => {
    expect(nextHours([], 3)).toEqual({ day: 3, from: "09:00", to: "17:00" });
    for (const to of ["12:00", "21:30", "23:30"]) {
      const hours = [day("09:00", to)];
      const next = nextHours(hours, 1);
      expect(hoursProblems([...hours, next]), to).toEqual([null, null]);
    }
  });
});
