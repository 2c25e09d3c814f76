import { expect, it } from "vitest";
import { problemText } from "../../components/account/text";
import { problemFromCode } from "../../lib/client/account";

const told = (code: string) => problemText(problemFromCode(code));

it("tells in words what the address of the sign-in page says in codes", () => {
  expect(told("CredentialsSignin")).toBe("This email and password do not match.");
  expect(told("blocked")).toMatch(/suspended/);
  expect(told("rate_limited:840000")).toBe("Too many tries. Please wait 14 minutes and try again.");
  expect(told("rate_limited:900")).toBe("Too many tries. Please wait a minute and try again.");
  expect(told("rate_limited")).toBe("Too many tries. Please wait a minute and try again.");
});

it("shows nobody's text but its own", () => {
  const general = told("internal");
  for (const code of ["Your account is hacked, call 555-1234", "constructor", "__proto__", ""])
    expect(told(code)).toBe(general);
  expect(told("rate_limited:call 555-1234")).not.toContain("555");
});
