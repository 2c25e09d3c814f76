// Which cookies count as a browser's sign-in.
import { encode } from "next-auth/jwt";
import { describe, expect, it } from "vitest";
import { uuidv7 } from "../../lib/contract/uuid";
import { authenticate, usesCookie } from "../../lib/server/auth/authenticate";
import { sealedStart } from "../../lib/server/auth/session-cookie";
import { prisma } from "../../lib/server/db";
import { provide, use } from "../../lib/server/slot";
import { signUp } from "../helpers/accounts";
import { Browser } from "../helpers/browser";
import { testDatabase } from "../helpers/database";

testDatabase();

const sessionCookie = "next-auth.session-token";

async function makeAccount() {
  const { id, email } = await signUp();
  return { id, email: email ?? "" };
}

describe("a session cookie", () => {
  const sealed = (claims: object, secret = use("config").secret) => encode({ token: { ...claims }, secret });

  it("is ignored when it is not sealed by us, or names no session", async () => {
    const sid = uuidv7();
    const values = [
      "",
      "x",
      "a.b.c.d.e",
      "%",
      await sealed({ sid }),
      await sealed({}),
      await sealed({ sid: "1" }),
    ];
    values.push(await sealed({ sid }, "another secret of some length, yes"));
    for (const value of values)
      expect(await authenticate({ cookie: `${sessionCookie}=${value}` })).toBeNull();
  });

  it("may come in pieces and among other cookies", async () => {
    const [{ id, email }, browser] = [await makeAccount(), new Browser()];
    await browser.signIn(email);
    const value = browser.cookies.get(sessionCookie) ?? "";
    const pieces = [
      `${sessionCookie}.1=${value.slice(100)}`,
      `theme=dark; ${sessionCookie}.0=${value.slice(0, 100)}`,
    ];
    expect(await authenticate({ cookie: pieces.join("; ") })).toMatchObject({ userId: id });
    const [likeIt, own] = [`x${sessionCookie}=1; ${sessionCookie}-old=2`, `${sessionCookie}=${value}`];
    expect(await authenticate({ cookie: `${likeIt}; ${own}; ${likeIt}` })).toMatchObject({ userId: id });
    expect(await authenticate({ cookie: likeIt.replaceAll("=1", `=${value}`) })).toBeNull();
  });

  it("may come with others of its name: each is tried, and a page gets the user it was made for", async () => {
    const [ann, bob] = [await makeAccount(), await makeAccount()];
    const cookieOf = async (email: string) => {
      const browser = new Browser();
      await browser.signIn(email);
      return browser.cookies.get(sessionCookie) ?? "";
    };
    const [anns, bobs] = [await cookieOf(ann.email), await cookieOf(bob.email)];
    const dead = await sealed({ sub: ann.id, sid: uuidv7() });
    const header = (...values: string[]) => values.map((value) => `${sessionCookie}=${value}`).join("; ");
    for (const cookie of [header("x", dead, anns), header(anns, "x"), header("", anns, dead)])
      expect(await authenticate({ cookie })).toMatchObject({ userId: ann.id });
    const both = header(bobs, anns);
    expect(await authenticate({ cookie: both, userId: ann.id })).toMatchObject({ userId: ann.id });
    expect(await authenticate({ cookie: both, userId: bob.id })).toMatchObject({ userId: bob.id });
    const third = authenticate({ cookie: both, userId: uuidv7() });
    await expect(third).rejects.toMatchObject({ code: "unauthenticated" });
    // A suspended user's cookie does not hide another user's.
    await prisma().user.update({ where: { id: bob.id }, data: { suspendedAt: new Date() } });
    expect(await authenticate({ cookie: both })).toMatchObject({ userId: ann.id });
    await expect(authenticate({ cookie: header(bobs, dead) })).rejects.toMatchObject({ code: "blocked" });
    const flood = header(...Array.from({ length: 200 }, (_, index) => `${sealedStart}${index}`), anns);
    expect(await authenticate({ cookie: flood })).toBeNull();
  });

  it("must be a secure one behind https", async () => {
    const [{ id, email }, browser] = [await makeAccount(), new Browser()];
    await browser.signIn(email);
    const value = browser.cookies.get(sessionCookie) ?? "";
    const config = use("config");
    provide("config", { ...config, publicUrl: "https://parley.test", origins: ["https://parley.test"] });
    try {
      expect(await browser.whoami()).toBeNull();
      expect(await authenticate({ cookie: `__Host-${sessionCookie}=${value}` })).toMatchObject({
        userId: id,
      });
      const secure = new Browser();
      await secure.signIn(email);
      expect([...secure.cookies.keys()]).toContain(`__Host-${sessionCookie}`);
    } finally {
      provide("config", config);
    }
  });

  it("is used only without a token", () => {
    const cookie = `${sessionCookie}=${sealedStart}`;
    expect(usesCookie({ cookie })).toBe(true);
    expect(usesCookie({ cookie, authorization: "Basic x" })).toBe(true);
    expect(usesCookie({ cookie, authorization: "Bearer x" })).toBe(false);
    expect(usesCookie({ cookie: "theme=dark" })).toBe(false);
  });
});
