import { describe, expect, it } from "vitest";
import { returnPath } from "../../lib/server/auth/return-path";

const to = (wanted: string | undefined) => returnPath(wanted, "https://parley.test");

describe("the return address after signing in", () => {
  it("keeps path, query and fragment of our own pages", () => {
    for (const path of ["/", "/inbox", "/listings/1?photo=2&x=%2F#chat", "/sign-ins"])
      expect(to(path)).toBe(path);
    expect(to("https://parley.test/inbox?a=1")).toBe("/inbox?a=1");
    expect(to("inbox")).toBe("/inbox");
  });

  it("never leads to another host, in any notation", () => {
    const foreign = [
      "https://evil.test/inbox",
      "//evil.test",
      "///evil.test",
      "/\\evil.test",
      "\\\\evil.test",
      "/\t/evil.test",
      " //evil.test",
      "https:evil.test",
      "https://parley.test@evil.test/",
      "https://me@parley.test/",
      "https://parley.test.evil.test/",
      "/.//evil.test",
      "/..//evil.test",
      "javascript:alert(1)",
      "data:text/html,x",
      "http://[",
      "",
      undefined,
    ];
    for (const wanted of foreign) {
      const path = to(wanted);
      expect(new URL(path, "https://parley.test").origin, wanted).toBe("https://parley.test");
      expect(path, wanted).toMatch(/^\/(?![/\\])/);
    }
    for (const wanted of ["https://evil.test/inbox", "//evil.test/inbox", "/.//evil.test/inbox"])
      expect(to(wanted)).toBe("/");
  });

  it("does not lead back to the sign-in page, or to an address that is no page", () => {
    for (const wanted of ["/sign-in", "/sign-in?callbackUrl=/sign-in", "/sign-up/", "/api/me"])
      expect(to(wanted)).toBe("/");
  });
});
