import { randomInt } from "node:crypto";
import { limits } from "../../contract/limits";

/** Without what looks alike on paper. 12 of these are 58 bits. */
const signs = "abcdefghjkmnpqrstuvwxyz23456789";
const groups = 3;
const groupChars = 4;

export function makeRecoveryCodes(): string[] {
  const group = () => Array.from({ length: groupChars }, () => signs[randomInt(signs.length)]).join("");
  const code = () => Array.from({ length: groups }, group).join("-");
  return Array.from({ length: limits.recoveryCodes }, code);
}

/** A code as it was meant, however it was typed. */
export const normaliseCode = (typed: string): string =>
  typed.normalize("NFKC").replace(/[\s-]/g, "").toLowerCase();
