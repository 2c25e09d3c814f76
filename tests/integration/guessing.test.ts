// Guessing at sign-in: one network is stopped, many networks are slowed down, and the owner is never locked out.
import { describe, expect, it } from "vitest";
import { guessRates, limits } from "../../lib/contract/limits";
import { signUp } from "../../lib/server/auth/sign-up";
import { freshEmail, signUp as makeAccount, password, signIn, visitor } from "../helpers/accounts";
import { testDatabase } from "../helpers/database";

testDatabase({ rateLimits: true });

let networks = 0;
/** A network that no account has used before. */
const freshAddress = () => `198.51.${Math.floor(++networks / 250)}.${networks % 250}`;

type Told = { code: string; retryAfterMs?: number };
const attempt = async (email: string, given: string, address: string): Promise<Told> =>
  signIn(email, given, address).then(
    () => ({ code: "ok" }),
    ({ code, retryAfterMs }: Told) => ({ code, retryAfterMs }),
  );
const guess = (email: string, address: string) => attempt(email, "a wrong guess", address);

async function guessUntilRefused(email: string, address: string, most: number): Promise<number> {
  for (let tries = 0; tries < most; tries++)
    if ((await guess(email, address)).code === "rate_limited") return tries;
  return most;
}

describe("one network that tries many accounts", () => {
  it("is stopped after a number of failures over all accounts, and told when to retry", async () => {
    const address = freshAddress();
    const answers = [];
    for (let tries = 0; tries < 77; tries++) answers.push(await guess(freshEmail(), address));
    const tried = answers.filter(({ code }) => code === "unauthenticated").length;
    expect(tried).toBeGreaterThanOrEqual(guessRates.network.burst);
    expect(tried).toBeLessThanOrEqual(guessRates.network.burst + 2);
    const refused = answers.filter(({ code }) => code === "rate_limited");
    expect(refused).toHaveLength(77 - tried);
    for (const { retryAfterMs } of refused) expect(retryAfterMs).toBeLessThanOrEqual(30_000);
    const { email } = await makeAccount();
    expect((await attempt(email ?? "", password, freshAddress())).code).toBe("ok");
  });

  it("counts as one network over all its IPv6 addresses", async () => {
    const codes = [];
    for (let tries = 0; tries < guessRates.network.burst + 5; tries++)
      codes.push((await guess(freshEmail(), `2001:db8:7::${(tries + 1).toString(16)}`)).code);
    expect(codes.slice(-3)).toEqual(["rate_limited", "rate_limited", "rate_limited"]);
    expect((await guess(freshEmail(), "2001:db8:8::1")).code).toBe("unauthenticated");
  });

  it("does not lock out users who signed in from there before", async () => {
    const [{ email }, address] = [await makeAccount(), freshAddress()];
    expect((await attempt(email ?? "", password, address)).code).toBe("ok");
    for (let tries = 0; tries < guessRates.network.burst + 3; tries++) await guess(freshEmail(), address);
    expect((await guess(freshEmail(), address)).code).toBe("rate_limited");
    expect((await attempt(email ?? "", password, address)).code).toBe("ok");
  });

  it("is not counted for successful sign-ins", async () => {
    const address = freshAddress();
    for (let tries = 0; tries < guessRates.network.burst + 5; tries++) {
      const { email } = await makeAccount();
      expect((await attempt(email ?? "", password, address)).code).toBe("ok");
    }
  });
});

describe("the network where an account was created", () => {
  it("is known from the first sign-in on", async () => {
    const [email, address] = [freshEmail(), freshAddress()];
    for (let tries = 0; tries < guessRates.network.burst; tries++) await guess(freshEmail(), address);
    const asked = { email, password, name: "Pat", role: "CUSTOMER" as const };
    await signUp(visitor(null, address), asked);
    expect((await guess(freshEmail(), address)).code).toBe("rate_limited");
    expect((await attempt(email, password, address)).code).toBe("ok");
  });
});

describe("many networks that guess at one account", () => {
  it("get far fewer attempts together than each would alone", async () => {
    const email = (await makeAccount()).email ?? "";
    let tried = 0;
    for (let network = 0; network < 12; network++)
      tried += await guessUntilRefused(email, freshAddress(), limits.signInFailures);
    expect(tried).toBeGreaterThanOrEqual(guessRates.account.burst);
    expect(tried).toBeLessThanOrEqual(guessRates.account.burst + 12);
  });

  it("are told a short retry time, and never lock the owner out", async () => {
    const email = (await makeAccount()).email ?? "";
    const [home, cafe] = [freshAddress(), freshAddress()];
    expect((await attempt(email, password, home)).code).toBe("ok");
    for (let network = 0; network < 20; network++)
      await guessUntilRefused(email, freshAddress(), limits.signInFailures);
    const address = freshAddress();
    await guess(email, address);
    const refused = await guess(email, address);
    expect(refused.code).toBe("rate_limited");
    expect(refused.retryAfterMs).toBeLessThanOrEqual(30_000);
    // From a known network, and from a new one.
    expect((await attempt(email, password, home)).code).toBe("ok");
    expect((await attempt(email, password, cafe)).code).toBe("ok");
  });

  it("get no more attempts when all arrive at once", async () => {
    const email = (await makeAccount()).email ?? "";
    const addresses = Array.from({ length: 8 }, freshAddress);
    const all = addresses.flatMap((address) => Array.from({ length: 10 }, () => guess(email, address)));
    const tried = (await Promise.all(all)).filter(({ code }) => code === "unauthenticated").length;
    expect(tried).toBeLessThanOrEqual(guessRates.account.burst + addresses.length + 1);
  });
});

describe("signing up", () => {
  const register = (address: string, given = freshEmail(), secret = password) =>
    signUp(visitor(null, address), { email: given, password: secret, name: "Pat", role: "CUSTOMER" }).then(
      () => "ok",
      ({ code }: Told) => code,
    );

  it("creates about ten accounts an hour for one network", async () => {
    const address = freshAddress();
    const codes = [];
    for (let tries = 0; tries < 15; tries++) codes.push(await register(address));
    expect(codes).toEqual([
      ...Array.from({ length: guessRates.signUp.burst }, () => "ok"),
      ...Array.from({ length: 15 - guessRates.signUp.burst }, () => "rate_limited"),
    ]);
    expect(await register(freshAddress())).toBe("ok");
  });

  it("limits how many emails one network can test for an account", async () => {
    const [{ email }, address] = [await makeAccount(), freshAddress()];
    const codes = [];
    for (let tries = 0; tries < 15; tries++) codes.push(await register(address, email ?? ""));
    expect(codes.filter((code) => code === "conflict")).toHaveLength(guessRates.signUp.burst);
    expect(codes.at(-1)).toBe("rate_limited");
    // A new email is refused in the same way, because a difference would reveal the accounts.
    expect(await register(address)).toBe("rate_limited");
  });

  it("does not count sign-ups that are refused for their password", async () => {
    const address = freshAddress();
    for (let tries = 0; tries < 20; tries++)
      expect(await register(address, freshEmail(), "password1")).toBe("invalid_input");
    expect(await register(address)).toBe("ok");
  });
});
