import { expect, it } from "vitest";
import { pagePolicy } from "../../lib/server/page-policy";

const page = { nonce: "bm9uY2U=", host: "chat.example.com", imageHosts: [], isDev: false };
const directives = (policy: string) =>
  new Map(policy.split("; ").map((each) => [each.split(" ")[0], each.split(" ").slice(1)]));

it("allows no script without the nonce, and no foreign resources", () => {
  const policy = directives(pagePolicy(page));
  expect(policy.get("default-src")).toEqual(["'none'"]);
  expect(policy.get("script-src")).toEqual(["'nonce-bm9uY2U='", "'strict-dynamic'"]);
  expect(policy.get("style-src")).toEqual(["'self'", "'nonce-bm9uY2U='"]);
  expect(policy.get("frame-ancestors")).toEqual(["'none'"]);
  expect(policy.get("require-trusted-types-for")).toEqual(["'script'"]);
  for (const [name, sources] of policy) {
    for (const source of sources) expect(`${name} ${source}`).not.toMatch(/https?:|\*/);
  }
});

it("allows pictures of the operator's hosts, over https", () => {
  const imageHosts = ["images.example.com", "cdn.example:8443"];
  expect(directives(pagePolicy({ ...page, imageHosts })).get("img-src")).toEqual([
    "'self'",
    "data:",
    "blob:",
    "https://images.example.com",
    "https://cdn.example:8443",
  ]);
});

it("allows connections to its own server only", () => {
  expect(directives(pagePolicy(page)).get("connect-src")).toEqual([
    "'self'",
    "ws://chat.example.com",
    "wss://chat.example.com",
  ]);
  expect(pagePolicy({ ...page, host: "[::1]:3000" })).toContain("ws://[::1]:3000");
});

it("ignores an invalid host", () => {
  for (const host of ["a; script-src *", "a b", "a,b", "", "*", "a/b", "evil.test *"])
    expect(directives(pagePolicy({ ...page, host })).get("connect-src"), host).toEqual(["'self'"]);
});
