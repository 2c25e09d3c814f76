import type { Catalogue } from "@/components/text/areas";
import type { Say } from "@/components/text/message";
import type { Problem } from "@/lib/client/account";

/** By the API's codes, and by those that next-auth puts into the address of the sign-in page. */
const keys = {
  unauthenticated: "wrongPassword",
  CredentialsSignin: "wrongPassword",
  blocked: "suspended",
  conflict: "emailTaken",
  unverified_email: "unverifiedEmail",
  AccessDenied: "wayRefused",
  SessionRequired: "pleaseSignIn",
  code_required: "codeRequired",
  code_wrong: "codeWrong",
  gone: "tookTooLong",
  invitation_gone: "invitationGoneNow",
  invitation_invalid: "invitationInvalid",
} as const;
const sharedKeys = ["invalid_input", "unavailable", "offline"] as const;

const minuteMs = 60_000;

/** Never the words of the address itself, which anybody may have written. */
export function problemText(
  { code, retryAfterMs }: Problem,
  t: Say<Catalogue["account"]>,
  errors: Say<Catalogue["errors"]>,
): string {
  if (code === "rate_limited")
    return t("waitMinutes", { count: Math.max(1, Math.ceil((retryAfterMs ?? 0) / minuteMs)) });
  if (Object.hasOwn(keys, code)) return t(keys[code as keyof typeof keys]);
  return errors(sharedKeys.find((each) => each === code) ?? "internal");
}
