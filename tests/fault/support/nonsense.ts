// Makes malformed input, repeatable from a seed.
import type { Random } from "../../../scripts/seed/random";

type Json = Record<string, unknown>;
type Making = (random: Random) => unknown;

const oddTexts = [
  "",
  " ",
  "\u0000",
  "\ud800",
  "\u202e",
  "a\nb",
  "null",
  "__proto__",
  "constructor",
  "toString",
  "then",
  "%00",
  '\'; DROP TABLE "Message"; --',
  "{}",
  "[]",
  "-1",
  "1e999",
  "9007199254740993",
  "2026-02-30T00:00:00Z",
  "00000000-0000-0000-0000-000000000000",
  "not-a-uuid",
];

const makings: Making[] = [
  (random) => random.pick(oddTexts),
  (random) => "x".repeat(random.below(6_000)),
  (random) => String.fromCharCode(...Array.from({ length: random.below(40) }, () => random.below(0x1_0000))),
  (random) => random.pick([0, -0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, Number.MIN_VALUE]),
  (random) => random.pick([null, true, false]),
  (random) => Array.from({ length: random.below(120) }, () => random.below(9)),
  (random) => nested(random.below(400), random.below(2) === 0),
  (random) => ({ _placeholder: true, num: random.between(-2, 3) }),
  (random) => ({ type: "Buffer", data: [random.below(256)] }),
  (random) => ({ [random.pick(oddTexts)]: random.pick(oddTexts) }),
  () => JSON.parse('{"__proto__": {"isAdmin": true}}'),
  (random) => ({ length: random.below(1e9), 0: "x" }),
];

export const anything = (random: Random): unknown => random.pick(makings)(random);

function nested(depth: number, isList: boolean): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = isList ? [value] : { a: value };
  return value;
}

/** Valid input with one to three wrong fields, or something else entirely. */
export function spoiled(random: Random, input: Json): unknown {
  if (random.below(8) === 0) return anything(random);
  const copy = structuredClone(input);
  for (let change = random.below(3); change >= 0; change--) spoilOnce(random, copy);
  return copy;
}

function spoilOnce(random: Random, object: Json): void {
  const keys = Object.keys(object);
  const key = keys.length > 0 && random.below(6) > 0 ? random.pick(keys) : random.pick(oddTexts);
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  const isInside = typeof value === "object" && value !== null && random.below(2) === 0;
  if (isInside) spoilOnce(random, value as Json);
  else if (random.below(5) === 0) delete object[key];
  else Object.defineProperty(object, key, { value: anything(random), enumerable: true, configurable: true });
}

const reserved = [
  "connect",
  "connect_error",
  "disconnect",
  "disconnecting",
  "newListener",
  "removeListener",
  "error",
];
const digits = (random: Random, most: number) =>
  Array.from({ length: 1 + random.below(most) }, () => random.below(10)).join("");
const json = (random: Random) => JSON.stringify(anything(random)) ?? "null";
const bytes = (random: Random, most: number) =>
  Buffer.from(Array.from({ length: random.below(most) }, () => random.below(256)));

const cut = (random: Random, text: string) => text.slice(0, random.below(text.length + 1));

/** Broken Engine.IO and Socket.IO packets. */
const frames: ((random: Random) => string | Buffer)[] = [
  (random) => bytes(random, 200),
  (random) => bytes(random, 200).toString("latin1"),
  (random) => `${digits(random, 3)}${json(random)}`,
  (random) => `42${digits(random, 300)}["me:unread",{}]`,
  (random) => `42${cut(random, `["message:send",${json(random)}]`)}`,
  (random) => `42[${json(random)},${json(random)}]`,
  (random) => `421["${random.pick(reserved)}",${json(random)}]`,
  (random) => `42${random.pick(["[]", "{}", "null", "1", '""', "[[]]", "[null]", "[1,2]", "[{}]"])}`,
  (random) => `42/${random.pick(["", ",", "other,", "admin,", "a/b?c,"])}["me:unread",{}]`,
  (random) =>
    `45${random.pick(["1", "2", "99999999999", "-1", ""])}-["message:send",{"_placeholder":true,"num":${random.between(-1, 2)}}]`,
  (random) => `43${digits(random, 30)}${json(random)}`,
  (random) => `4${random.pick(["0", "0{}", "0/x,", "1", "1/x,", "4", "4{}", "6", "6[]", "7", "9"])}`,
  (random) => random.pick(["0", "0{}", "1", "2", "2probe", "3", "3probe", "5", "6", "7", "b", "bAAAA", ""]),
  (random) => `42["message:send",{"text":"${"x".repeat(random.below(80_000))}"}]`,
  (random) => `42["x"${`,${json(random)}`.repeat(random.below(20))}]`,
  (random) => `421["${"[".repeat(random.below(30_000))}`,
  (random) => `421[${"[".repeat(random.below(20_000))}`,
  (random) => `421["sync",{"conversations":${"[".repeat(random.below(10_000))}]}]`,
];

export const brokenFrame = (random: Random): string | Buffer => random.pick(frames)(random);

export type BrokenRequest = {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: Buffer | string;
};

/** A request of the polling transport, with the id of an existing or of an unknown session. */
export function brokenPoll(random: Random, sid: string): BrokenRequest {
  const maybe = <T>(value: T, other: T): T => (random.below(3) === 0 ? other : value);
  const odd = () =>
    encodeURIComponent(
      json(random)
        .slice(0, 100)
        .replace(/[\ud800-\udfff]/g, "x"),
    );
  const query = [
    maybe("EIO=4", `EIO=${random.pick(["3", "5", "", "x", "4&EIO=4"])}`),
    maybe(
      "transport=polling",
      `transport=${random.pick(["websocket", "webtransport", "x", "", "polling&transport=x"])}`,
    ),
    maybe(`sid=${sid}`, random.pick(["sid=", `sid=${odd()}`, "sid[]=1", ""])),
    maybe("", random.pick(["b64=1", "j=0", `t=${odd()}`, `x=${"y".repeat(5_000)}`])),
  ];
  const method = random.pick(["GET", "POST", "POST", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"]);
  const type = random.pick(["text/plain", "application/octet-stream", "application/json", "x"]);
  const headers: Record<string, string> = { "content-type": type };
  if (random.below(4) === 0) headers.origin = random.pick(["null", "x", "https://evil.example"]);
  if (random.below(4) === 0)
    headers.cookie = random.pick(["x", "=;=", "next-auth.session-token=x.y.z", "io="]);
  if (random.below(4) === 0) headers.authorization = random.pick(["x", "Bearer", "Basic eA=="]);
  const path = `${maybe("/socket.io/", random.pick(["/socket.io", "/socket.io//", "/socket.io/x"]))}?${query.join("&")}`;
  if (method === "GET" || method === "OPTIONS") return { method, path, headers };
  return { method, path, headers, body: brokenFrame(random) };
}
