// Rejects common passwords. The list has about 50,000 entries, so it is loaded on first use, and only on the server.
import { AppError } from "../../contract/errors";
import { limits } from "../../contract/limits";
import { reasons } from "../../contract/reasons";

type Owner = { email: string | null; name: string };

let common: Promise<ReadonlySet<string>> | undefined;

function commonPasswords(): Promise<ReadonlySet<string>> {
  common ??= import("@zxcvbn-ts/language-common").then(({ dictionary }) => {
    const long = dictionary["passwords-common"].filter((each) => each.length >= limits.passwordMinChars);
    return new Set(long.map(String));
  });
  return common;
}

const fold = (text: string): string => text.normalize("NFKC").toLowerCase();
const compact = (text: string): string => fold(text).replace(/[\s\p{P}\p{S}\p{Cf}]+/gu, "");
/** Without the digits that people put before or after a word. */
const bare = (text: string): string => compact(text).replace(/^\d+|\d+$/g, "");

/** One sign, or a few, over and over. */
const repeated = /^(.{1,3}?)\1+.{0,2}$/su;

/** Words for why this password is too easy to guess; null when it is not. */
export async function whyWeak(password: string, { email, name }: Owner): Promise<string | null> {
  const folded = fold(password);
  if (compact(password) === "" && folded.trim() === "") return reasons.passwordBlank;
  if (repeated.test(folded.trim())) return reasons.passwordRepeated;
  if (isOwnWord(password, email, name)) return reasons.passwordOwn;
  const list = await commonPasswords();
  if ([folded, folded.trim(), folded.replace(/\s+/g, "")].some((each) => list.has(each)))
    return reasons.passwordCommon;
  return null;
}

function isOwnWord(password: string, email: string | null, name: string): boolean {
  const [local = ""] = (email ?? "").split("@");
  const words = [email ?? "", local, name, ...name.split(/\s+/)].filter((word) => compact(word).length > 1);
  const given = [compact(password), bare(password)];
  return words.some(
    (word) => given.includes(compact(word)) || (bare(word) !== "" && given.includes(bare(word))),
  );
}

/** The details name the field, so that a form can say it in its place. */
export async function refuseWeakPassword(password: string, owner: Owner): Promise<void> {
  const message = await whyWeak(password, owner);
  if (message) throw badPassword(message);
}

export const badPassword = (message: string, path: "password" | "current" = "password"): AppError =>
  new AppError("invalid_input", message, { details: [{ path, message }] });
