// Whether a seller is away, and to which period of absence a moment belongs.
import { describe, expect, it } from "vitest";
import { awayPeriod, periodStartMs } from "../../lib/domain/away-message/away-period";

const at = (time: string) => Date.parse(time);
/** Monday to Friday, with a break at noon on Mondays. 23 November 2026 is a Monday. */
const hours = [
  { day: 1, from: "09:00", to: "12:00" },
  { day: 1, from: "13:00", to: "18:00" },
  ...[2, 3, 4, 5].map((day) => ({ day, from: "09:00", to: "18:00" })),
];

describe("a seller", () => {
  it.each(["2026-11-23T09:00Z", "2026-11-23T11:59Z", "2026-11-23T13:00Z", "2026-11-27T17:59:59Z"])(
    "is present during business hours: %s",
    (time) => expect(awayPeriod(hours, "UTC", at(time))).toBeNull(),
  );

  it.each([
    ["2026-11-23T12:00Z", "2026-11-23T12:00"],
    ["2026-11-23T12:59Z", "2026-11-23T12:00"],
    ["2026-11-23T18:00Z", "2026-11-23T18:00"],
    ["2026-11-24T08:59Z", "2026-11-23T18:00"],
    ["2026-11-27T18:00Z", "2026-11-27T18:00"],
    ["2026-11-29T12:00Z", "2026-11-27T18:00"],
    ["2026-11-30T08:59Z", "2026-11-27T18:00"],
  ])("is away at %s, since %s", (time, since) => expect(awayPeriod(hours, "UTC", at(time))).toBe(since));

  it("is away for a new period each day without business hours", () => {
    expect(awayPeriod([], "UTC", at("2026-11-23T00:00Z"))).toBe("2026-11-23");
    expect(awayPeriod([], "UTC", at("2026-11-23T23:59Z"))).toBe("2026-11-23");
    expect(awayPeriod([], "Pacific/Auckland", at("2026-11-23T12:00Z"))).toBe("2026-11-24");
  });

  it("follows their own time zone, in summer and in winter", () => {
    const nine = [{ day: 1, from: "09:00", to: "10:00" }];
    expect(awayPeriod(nine, "Europe/Paris", at("2026-11-23T08:30Z"))).toBeNull();
    expect(awayPeriod(nine, "Europe/Paris", at("2026-07-06T07:30Z"))).toBeNull();
    expect(awayPeriod(nine, "Europe/Paris", at("2026-07-06T08:30Z"))).toBe("2026-07-06T10:00");
    expect(awayPeriod(nine, "America/New_York", at("2026-11-23T14:30Z"))).toBeNull();
  });

  it("with hours once a week was last there a week ago", () => {
    const once = [{ day: 1, from: "09:00", to: "10:00" }];
    expect(awayPeriod(once, "UTC", at("2026-11-23T08:00Z"))).toBe("2026-11-16T10:00");
    expect(awayPeriod(once, "UTC", at("2026-11-23T10:00Z"))).toBe("2026-11-23T10:00");
  });

  it("may be there until midnight and continue after it", () => {
    const late = [
      { day: 1, from: "20:00", to: "24:00" },
      { day: 2, from: "00:00", to: "02:00" },
    ];
    expect(awayPeriod(late, "UTC", at("2026-11-23T23:59Z"))).toBeNull();
    expect(awayPeriod(late, "UTC", at("2026-11-24T00:00Z"))).toBeNull();
    expect(awayPeriod(late, "UTC", at("2026-11-24T02:00Z"))).toBe("2026-11-24T02:00");
    expect(awayPeriod(late.slice(0, 1), "UTC", at("2026-11-24T00:00Z"))).toBe("2026-11-24T00:00");
  });
});

describe("a period of absence", () => {
  it.each([
    ["2026-11-23", "UTC", "2026-11-23T00:00Z"],
    ["2026-11-24", "Pacific/Auckland", "2026-11-23T11:00Z"],
    ["2026-07-06T18:00", "Europe/Paris", "2026-07-06T16:00Z"],
    ["2026-11-27T18:00", "Europe/Paris", "2026-11-27T17:00Z"],
    // The hours around the changes to summer and winter time.
    ["2026-03-29T01:30", "Europe/Paris", "2026-03-29T00:30Z"],
    ["2026-03-29T03:30", "Europe/Paris", "2026-03-29T01:30Z"],
    ["2026-10-25T04:00", "Europe/Paris", "2026-10-25T03:00Z"],
    ["2026-11-27T18:00", "Asia/Kolkata", "2026-11-27T12:30Z"],
  ])("with the key %s in %s began at %s", (period, timezone, began) =>
    expect(periodStartMs(period, timezone)).toBe(at(began)),
  );
});
