import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isoTime, isoTimeOrNull } from "../../lib/server/db/time";

const date = fc.date({
  min: new Date("0001-01-01T00:00:00.000Z"),
  max: new Date("9999-12-31T23:59:59.999Z"),
  noInvalidDate: true,
});

/** As Postgres prints it in UTC: without trailing zeros in the fraction of a second. */
function printed(at: Date, { between = " ", zone = "+00", microseconds = "" } = {}): string {
  const [day, time = ""] = at.toISOString().slice(0, -1).split("T");
  const [seconds, fraction = ""] = time.split(".");
  const digits = (fraction + microseconds).replace(/0+$/, "");
  return `${day}${between}${seconds}${digits && `.${digits}`}${zone}`;
}

describe("the time of the database", () => {
  it("is formatted as by Date, from rows and from JSON alike", () => {
    fc.assert(
      fc.property(date, (at) => {
        expect(isoTime(printed(at))).toBe(at.toISOString());
        expect(isoTime(printed(at, { between: "T", zone: "+00:00" }))).toBe(at.toISOString());
      }),
      { numRuns: 1_000 },
    );
  });

  it("is cut to milliseconds, as by Date", () => {
    const microseconds = fc.nat(999).map((value) => `${value}`.padStart(3, "0"));
    fc.assert(
      fc.property(date, microseconds, (at, finer) => {
        expect(isoTime(printed(at, { microseconds: finer }))).toBe(at.toISOString());
      }),
    );
  });

  it("stays unchanged in the right format", () => {
    fc.assert(
      fc.property(date, (at) => {
        expect(isoTime(at.toISOString())).toBe(at.toISOString());
      }),
    );
    expect(isoTimeOrNull(null)).toBe(null);
    expect(isoTimeOrNull("2026-01-31 09:05:00.5+00")).toBe("2026-01-31T09:05:00.500Z");
  });
});
