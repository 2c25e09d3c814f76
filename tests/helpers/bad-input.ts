// The kinds of invalid requests. Each kind turns a command with valid input into invalid requests.
import { type Command, inputFields } from "../../lib/contract/command";
import { encodeCursor } from "../../lib/contract/cursor";
import { limits } from "../../lib/contract/limits";
import type { Code } from "./access-table";
import { type Json, requestFor, type Sent } from "./api";
import { type Leaf, leavesOf, objectsOf, withBody, withEntry, withValue } from "./spoil";

export type Fault = { name: string; expected: Code[]; make: (command: Command, input: Json) => Sent[] };

const uuid = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;
const isGet = (command: Command) => command.http?.method === "GET";
const declares = (command: Command, field: string) => field in inputFields(command.input);
const isRight = (command: Command, input: Json) => command.input.safeParse(input).success;

/** A password is hashed and not stored, so any text is valid. */
const isPassword = ({ keys }: Leaf) => keys[0] === "password";
const isText = (leaf: Leaf) => typeof leaf.value === "string";

/** One request for each matching leaf, with a different value in its place. */
const spoil =
  (fits: (leaf: Leaf) => boolean, ...values: ((value: unknown) => unknown)[]): Fault["make"] =>
  (command, input) =>
    leavesOf(command, input)
      .filter(fits)
      .flatMap(({ keys, value }) =>
        values.map((change) => requestFor(command, withValue(input, keys, change(value)))),
      );

const inBody =
  (...bodies: (string | Uint8Array | ((body: string) => string | Uint8Array))[]): Fault["make"] =>
  (command, input) =>
    isGet(command)
      ? []
      : bodies.map((each) => withBody(command, input, typeof each === "function" ? each : () => each));

const inQuery = (command: Command, input: Json, query: string): Sent => {
  const request = requestFor(command, input);
  return { ...request, path: `${request.path}${request.path.includes("?") ? "&" : "?"}${query}` };
};

const withHeaders =
  (...all: Record<string, string>[]): Fault["make"] =>
  (command, input) =>
    all.map((headers) => ({ ...requestFor(command, input), headers }));

/** A value that the declaration itself accepts here (such as null in a nullable field) is no fault. */
const wrongTypes: Fault["make"] = (command, input) =>
  leavesOf(command, input)
    .filter(({ place }) => place === "body")
    .flatMap(({ keys }) =>
      [7, -1.5, true, {}, [], [[]], "\u0000", null]
        .map((value) => withValue(input, keys, value))
        .filter((spoiled) => !isRight(command, spoiled))
        .map((spoiled) => requestFor(command, spoiled)),
    );

const freeText = new Set(["search", "tag", "q"]);
const nonsenseInQuery = spoil(
  ({ place, keys }) => place === "query" && !freeText.has(String(keys[0])),
  () => "!",
  () => "",
  () => "null",
);

const nothing: Fault["make"] = (command, input) => {
  const inPath = leavesOf(command, input).filter(({ place }) => place === "path");
  const bare = Object.fromEntries(inPath.map(({ keys, value }) => [keys[0], value]));
  return isRight(command, bare) ? [] : [requestFor(command, bare)];
};

const extraFields: Fault["make"] = (command, input) => [
  inQuery(command, input, "surplus=1"),
  ...objectsOf(command, input)
    // The keys of attributes are free.
    .filter((keys) => !keys.includes("attributes"))
    .map((keys) => requestFor(command, withValue(input, [...keys, "surplus"], 1))),
];

const trickyKeys: Fault["make"] = (command, input) => {
  const keys = ["__proto__", "constructor", "hasOwnProperty", "toString"];
  const value = '{"isAdmin":true}';
  const inJson = keys.flatMap((key) => inBody((body) => withEntry(body, key, value))(command, input));
  return [...keys.map((key) => inQuery(command, input, `${key}=1`)), ...inJson];
};

const badCursors = [
  ...["!", "bm9uc2Vuc2U", "x".repeat(401), "\u0000"],
  ...[[], [{}, {}], ["1970", "1970"], [null, null, null], ["\u0000", "\ud800"]].map(encodeCursor),
];

/** Cursors of the right shape for some list, with values that no list returns. */
const someId = "01900000-0000-7000-8000-000000000000";
const times = [
  "nonsense",
  "",
  "infinity",
  "-infinity",
  "now",
  "0000-01-01T00:00:00Z",
  "2030-01-01T00:00:00+16:00",
  `2030-01-01T00:00:00.${"1".repeat(200)}Z`,
  "2030-02-30T00:00:00Z",
];
const forgedCursors = [
  ...[...times, "\u0000", "\ud800", "294277-01-01", -1, 1e300, 2 ** 53, null].map((key) => [key, someId]),
  ...[-1, 0, 1e12, 2_147_483_647].flatMap((seq) => [["before", seq], ["after", seq], [seq]]),
  ...[["\u0000"], [someId], ["x".repeat(80)]],
].map(encodeCursor);

const inField =
  (field: string, values: string[]): Fault["make"] =>
  (command, input) =>
    declares(command, field)
      ? values.map((value) => requestFor(command, { ...without(input, field), [field]: value }))
      : [];

const without = (input: Json, field: string) => {
  const { [field]: _, ...rest } = input;
  return rest;
};

const duplicateKeys: Fault["make"] = (command, input) =>
  leavesOf(command, input)
    .filter(({ place, value }) => place === "query" && !Array.isArray(value))
    .map(({ keys, value }) => inQuery(command, input, `${keys[0]}=${encodeURIComponent(String(value))}`));

const malformedPaths: Fault["make"] = (command, input) => {
  const fields = leavesOf(command, input).filter(({ place }) => place === "path");
  const request = requestFor(command, input);
  return fields.flatMap(({ value }) =>
    ["%", "%E0%A4%A", "%ff", "%c3%28"].map((broken) => ({
      ...request,
      path: request.path.replace(encodeURIComponent(String(value)), broken),
    })),
  );
};

const depth = 20_000;
const deep = "[".repeat(depth) + "]".repeat(depth);
const deepObject = `${'{"a":'.repeat(depth / 2)}1${"}".repeat(depth / 2)}`;

const deepJson: Fault["make"] = (command, input) => {
  if (isGet(command)) return [];
  const inPlaceOf = leavesOf(command, input)
    .filter(({ place }) => place === "body")
    .flatMap(({ keys }) =>
      [deep, deepObject].map((json) => {
        const { body, ...request } = requestFor(command, withValue(input, keys, "PLACE"));
        return { ...request, body: JSON.stringify(body).replace('"PLACE"', () => json) };
      }),
    );
  return [...inPlaceOf, ...inBody(deep, deepObject)(command, input)];
};

const invalidBytes = new Uint8Array([...Buffer.from('{"text":"'), 0xff, 0xc3, 0x28, ...Buffer.from('"}')]);
const tenMegabytes = `{"text":"${"x".repeat(10_000_000)}"}`;
const justTooMuch = (body: string) => `${body.slice(0, -1)}${" ".repeat(limits.bodyBytes)}}`;

const invalid: Code[] = ["invalid_input"];

export const faults: Fault[] = [
  { name: "nothing", expected: invalid, make: nothing },
  { name: "wrong types", expected: invalid, make: wrongTypes },
  { name: "nonsense in the query", expected: invalid, make: nonsenseInQuery },
  { name: "extra fields", expected: invalid, make: extraFields },
  { name: "5,001 characters", expected: invalid, make: spoil(isText, () => "x".repeat(5_001)) },
  {
    name: "a null character",
    expected: invalid,
    make: spoil(
      (leaf) => isText(leaf) && !isPassword(leaf),
      (value) => `${value}\u0000`,
    ),
  },
  {
    name: "half a surrogate pair",
    expected: invalid,
    make: spoil(
      (leaf) => isText(leaf) && leaf.place === "body" && !isPassword(leaf),
      (value) => `${value}\ud800`,
      (value) => `\udc00${value}`,
    ),
  },
  {
    name: "an id that is no UUID",
    expected: invalid,
    make: spoil(
      ({ value }) => uuid.test(String(value)),
      () => "1",
      () => "not-a-uuid",
      (value) => `${value}0`,
      (value) => ` ${value}`,
      (value) => `{${value}}`,
    ),
  },
  { name: "too much", expected: ["too_large"], make: inBody(tenMegabytes, justTooMuch) },
  {
    name: "no JSON",
    expected: invalid,
    make: inBody("{", "undefined", "{'a':1}", '{"a":1,}', "\u0000", "NaN"),
  },
  {
    name: "JSON but no object",
    expected: invalid,
    make: inBody("[]", "[{}]", '"text"', "7", "null", "true"),
  },
  {
    name: "no declared JSON",
    expected: ["unsupported_media"],
    make: (command, input) =>
      isGet(command)
        ? []
        : [
            "text/plain",
            "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded",
            "text/json",
            "x",
          ].map((type) => ({ ...requestFor(command, input), headers: { "content-type": type } })),
  },
  { name: "bytes that are no UTF-8", expected: invalid, make: inBody(invalidBytes) },
  { name: "keys that objects have anyway", expected: invalid, make: trickyKeys },
  { name: "very deep JSON", expected: invalid, make: deepJson },
  { name: "a bad cursor", expected: invalid, make: inField("cursor", badCursors) },
  // Some are valid positions in some list and do no harm.
  { name: "a forged cursor", expected: ["invalid_input", "ok"], make: inField("cursor", forgedCursors) },
  {
    name: "a time that never was",
    expected: invalid,
    make: spoil(
      ({ value }) => /^\d{4}-\d\d-\d\dT/.test(String(value)),
      ...[
        ...times,
        "2030-01-01",
        "1700000000",
        "2030-01-01T24:00:00Z",
        "2030-01-01T00:00:00",
        "9999-12-31T23:59:59-12:00",
      ].map((time) => () => time),
    ),
  },
  {
    name: "a bad limit",
    expected: invalid,
    make: inField("limit", ["-1", "0", "201", "1.5", "ten", "1e1", " 1"]),
  },
  { name: "a key twice", expected: invalid, make: duplicateKeys },
  { name: "malformed percent-encoding", expected: invalid, make: malformedPaths },
  {
    name: "a bad token",
    expected: ["unauthenticated"],
    make: withHeaders(
      { authorization: "Bearer nonsense" },
      { authorization: "Bearer" },
      { authorization: `Bearer pt1.${"A".repeat(22)}.${"A".repeat(43)}` },
      { authorization: `bearer ${"x".repeat(8_000)}` },
    ),
  },
];
