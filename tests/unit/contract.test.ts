import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { decodeCursor, encodeCursor } from "../../lib/contract/cursor";
import { failure, success } from "../../lib/contract/envelope";
import { AppError, errorTable, isAppError, notFound } from "../../lib/contract/errors";
import { limits } from "../../lib/contract/limits";
import { preview } from "../../lib/contract/preview";
import { uuidv7 } from "../../lib/contract/uuid";
import * as v from "../../lib/contract/values";
import { errorAnswer } from "../../lib/server/http-call";

const anyText = fc.string({ unit: "binary", maxLength: 300 });
const accepts = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;

describe("a time", () => {
  it.each([
    "2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00.123456789Z",
    "2026-01-01T00:00:00+14:00",
    "1970-01-01T00:00:00-12:00",
  ])("may be %s", (time) => {
    expect(accepts(v.time, time)).toBe(true);
    expect(new Date(time).getTime()).not.toBeNaN();
  });

  it.each([
    "2026-01-01T00:00:00+16:00",
    "2026-01-01T00:00:00-23:59",
    `2026-01-01T00:00:00.${"1".repeat(10)}Z`,
    `2026-01-01T00:00:00.${"1".repeat(200)}+01:00`,
    "1969-12-31T23:59:59Z",
    "9999-12-31T23:59:59Z",
    "2026-02-30T00:00:00Z",
    "2026-01-01",
  ])("is not %s, which the database rejects or JavaScript parses differently", (time) => {
    expect(accepts(v.time, time)).toBe(false);
  });
});

describe("an id", () => {
  it("is a UUID of version 7 that begins with its time", () => {
    const time = fc.integer({ min: 0, max: 2 ** 48 - 1 });
    fc.assert(
      fc.property(time, (nowMs) => {
        const id = uuidv7(nowMs);
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(nowMs);
        expect(v.id.parse(id)).toBe(id);
      }),
    );
  });

  it("sorts by its time", () => {
    const times = fc.uniqueArray(fc.integer({ min: 0, max: 2 ** 48 - 1 }), { minLength: 2 });
    fc.assert(
      fc.property(times, (list) => {
        const ids = [...list].sort((a, b) => a - b).map((nowMs) => uuidv7(nowMs));
        expect([...ids].sort()).toEqual(ids);
      }),
    );
  });

  it("is unique", () => {
    expect(new Set(Array.from({ length: 10_000 }, () => uuidv7(0))).size).toBe(10_000);
  });

  it("may be in either case and is the same id", () => {
    const id = uuidv7();
    expect(v.id.parse(id.toUpperCase())).toBe(id);
    for (const other of ["", "1", id.slice(1), `${id}0`, ` ${id}`, `{${id}}`, `${id}\n`, null, 7])
      expect(accepts(v.id, other)).toBe(false);
  });
});

describe("a text", () => {
  const message = v.filledText(limits.textChars);

  it("of 5,000 characters is accepted and a longer one refused, for characters of any size", () => {
    for (const character of ["a", "ß", "あ", "😀", "\n"]) {
      expect(accepts(message, `x${character.repeat(limits.textChars - 1)}`)).toBe(true);
      expect(accepts(message, `x${character.repeat(limits.textChars)}`)).toBe(false);
    }
    expect(accepts(message, "😀".repeat(5_000))).toBe(true);
    expect(accepts(message, "😀".repeat(5_001))).toBe(false);
  });

  it("is counted by code points, as the database counts it", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(v.countChars(text)).toBe([...text].length);
      }),
    );
  });

  it("must be storable", () => {
    for (const text of ["a\0b", "\0", "half \ud83d", "\ude00 half", "\ude00\ud83d", "\ud83d\ud83d\ude00"])
      expect(accepts(message, text)).toBe(false);
    for (const text of ["a\u0001b", "\ufffd", "\uffff", "\u200b\u2028x", "👩‍👩‍👧", "e\u0301"])
      expect(message.parse(text)).toBe(text);
  });

  it("must contain something visible, and is kept unchanged", () => {
    for (const text of ["", " ", "\n\t\u00a0\u2003", "\u200b", "\u2800\u3164\u00ad", "\u202e\u2066 \u0007"])
      expect(accepts(message, text), JSON.stringify(text)).toBe(false);
    expect(message.parse("  two\n lines ")).toBe("  two\n lines ");
    expect(v.text(10).parse("")).toBe("");
  });

  it("of one line is trimmed and has no line breaks", () => {
    const tag = v.line(limits.tagChars);
    expect(tag.parse("  vip  ")).toBe("vip");
    for (const text of ["", "  ", "a\nb", "a\rb", "a\0", "\ud83d", "x".repeat(limits.tagChars + 1)])
      expect(accepts(tag, text)).toBe(false);
    for (const text of ["\u200b", "a\tb", "a\u2028b", "moc.elpmaxe\u202e"])
      expect(accepts(tag, text)).toBe(false);
    expect(accepts(tag, "😀".repeat(limits.tagChars))).toBe(true);
  });
});

it("a currency must exist", () => {
  for (const code of ["EUR", "JPY", "KWD"]) expect(v.currency.parse(code)).toBe(code);
  for (const code of ["eur", "EURO", "ZZZ", "", "E R"]) expect(accepts(v.currency, code)).toBe(false);
});

describe("a preview", () => {
  it("is one short line with the beginning of the text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const line = preview(text);
        expect(line.length).toBeLessThanOrEqual(140);
        expect(line).toBe(line.replace(/\s+/g, " ").trim());
        const whole = text.replace(/\s+/g, " ").trim();
        if (line.endsWith("…") && line !== whole) expect(whole.startsWith(line.slice(0, -1))).toBe(true);
        else expect(line).toBe(whole);
      }),
    );
  });

  it("never cuts a character in half", () => {
    for (let start = 130; start <= 145; start++) {
      const line = preview(`${"x".repeat(start)}${"😀".repeat(20)}`);
      expect(line.isWellFormed()).toBe(true);
      expect(line).not.toContain("\ufffd");
    }
  });

  it("never cuts a character in half at its read limit, and skips empty lines before the text", () => {
    for (let start = 550; start <= 565; start++)
      expect(preview(`x${" ".repeat(start)}😀😀`).isWellFormed()).toBe(true);
    expect(preview(`${" \n".repeat(400)}hello`)).toBe("hello");
  });

  it("of an empty text is empty", () => {
    expect([preview(null), preview(""), preview(" \n ")]).toEqual(["", "", ""]);
  });
});

describe("a cursor", () => {
  const anything = z.array(z.unknown());

  it("decodes to its original value, and needs no escaping", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(anyText, fc.jsonValue())), (values) => {
        const cursor = encodeCursor(values);
        expect(cursor).toMatch(/^[A-Za-z0-9_-]*$/);
        expect(decodeCursor(cursor, anything)).toEqual(JSON.parse(JSON.stringify(values)));
      }),
    );
  });

  it("that we did not create is refused as invalid input", () => {
    const shape = z.tuple([v.time, v.id]);
    const refused = expect.objectContaining({
      code: "invalid_input",
      details: [expect.objectContaining({ path: "cursor" })],
    });
    const foreign = [
      "",
      "a",
      "====",
      "%00",
      "null",
      "💩",
      encodeCursor([]),
      encodeCursor(["2026-01-01T00:00:00Z"]),
      encodeCursor(["2026-01-01T00:00:00Z", "not an id"]),
      encodeCursor(["yesterday", uuidv7()]),
      encodeCursor(["2026-01-01T00:00:00Z", uuidv7(), 1]),
      btoa(JSON.stringify({ length: 2 })),
      btoa("\xff\xfe"),
      encodeCursor(["2026-01-01T00:00:00Z", uuidv7()]).slice(0, -3),
    ];
    for (const cursor of foreign) expect(() => decodeCursor(cursor, shape), cursor).toThrow(refused);
    fc.assert(
      fc.property(anyText, (cursor) => {
        expect(() => decodeCursor(cursor, shape)).toThrow(refused);
      }),
    );
  });
});

describe("the error table", () => {
  it("allows a retry exactly where the status says that a later attempt can succeed", () => {
    const statuses = Object.entries(errorTable);
    expect(statuses).not.toEqual([]);
    for (const [code, { status, retryable }] of statuses)
      expect(retryable, code).toBe(status === 429 || status >= 500);
  });

  it.each([
    ["unauthenticated", 401, { "WWW-Authenticate": "Bearer" }],
    ["not_found", 404, {}],
    ["gone", 410, {}],
    ["rate_limited", 429, { "Retry-After": "2" }],
  ] as const)("gives %s its HTTP status %i and headers", (code, status, headers) => {
    const extra = code === "rate_limited" ? { retryAfterMs: 1200 } : {};
    const answer = errorAnswer(new AppError(code, "No.", extra));
    expect(answer).toMatchObject({ status, headers });
    expect(JSON.parse(answer.body ?? "")).toMatchObject({ ok: false, error: { code } });
  });

  it("appears in the envelope, without the cause of an error", () => {
    expect(success({ a: 1 })).toEqual({ ok: true, data: { a: 1 } });
    const error = new AppError("unavailable", "Busy.", { retryAfterMs: 99.2, cause: new Error("secret") });
    expect(failure(error)).toEqual({
      ok: false,
      error: { code: "unavailable", message: "Busy.", retryAfterMs: 100 },
    });
    const details = [{ path: "text", message: "Must not be empty." }];
    expect(failure(new AppError("invalid_input", "No.", { details }))).toEqual({
      ok: false,
      error: { code: "invalid_input", message: "No.", details },
    });
  });

  it("recognises its own errors, also those of another copy of the code", () => {
    expect(isAppError(notFound("message"))).toBe(true);
    expect(isAppError({ [Symbol.for("parley.AppError")]: true })).toBe(true);
    for (const other of [new Error("not_found"), { code: "not_found" }, null, undefined, "not_found"])
      expect(isAppError(other)).toBe(false);
    expect(notFound("message")).toMatchObject({ code: "not_found", message: "This message does not exist." });
  });
});
