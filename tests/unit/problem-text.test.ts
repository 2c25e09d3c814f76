import { expect, it } from "vitest";
import { problemText } from "../../components/account/problem-text";
import { account, errors } from "../../components/text/en";
import { type Entry, say } from "../../components/text/message";
import { problemFromCode } from "../../lib/client/account";

const sayer = (area: Record<string, Entry>) => (key: string, parameters?: Record<string, string | number>) =>
  say("en", area[key] ?? key, parameters);
const told = (code: string) => problemText(problemFromCode(code), sayer(account), sayer(errors));

it("translates the error codes in the address of the sign-in page into text", () => {
  expect(told("CredentialsSignin")).toBe("This email and password do not match.");
  expect(told("blocked")).toMatch(/suspended/);
  expect(told("rate_limited:840000")).toBe("Too many tries. Please wait 14 minutes and try again.");
  expect(told("rate_limited:900")).toBe("Too many tries. Please wait a minute and try again.");
  expect(told("rate_limited")).toBe("Too many tries. Please wait a minute and try again.");
});

it("shows only its own texts", () => {
  const general = told("internal");
  expect(general).toBe("Something went wrong. Please try again.");
  for (const code of ["Your account is hacked, call 555-1234", "constructor", "__proto__", ""])
    expect(told(code)).toBe(general);
  expect(told("rate_limited:call 555-1234")).not.toContain("555");
});
