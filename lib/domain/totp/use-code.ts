// Using up one code: of the app, or a recovery code. Either counts once, also when it is sent twice at the same instant.
import { firstRow, type Statement } from "../../server/db";
import { normaliseCode } from "./recovery-codes";
import { matchStep, totpDigits } from "./totp-code";
import type { TotpVault } from "./vault";

const find: Statement = {
  name: "totp-find-enabled",
  text: `SELECT secret FROM "Totp" WHERE "userId" = $1 AND "enabledAt" IS NOT NULL`,
};

const useStep: Statement = {
  name: "totp-use-step",
  text: `UPDATE "Totp" SET "lastStep" = $3 WHERE "userId" = $1 AND secret = $2 AND "enabledAt" IS NOT NULL
            AND ("lastStep" IS NULL OR "lastStep" < $3) RETURNING 1 AS used`,
};

const useRecovery: Statement = {
  name: "totp-use-recovery",
  text: `UPDATE "Totp" SET "recoveryHashes" = array_remove("recoveryHashes", $3)
          WHERE "userId" = $1 AND secret = $2 AND "enabledAt" IS NOT NULL AND $3 = ANY("recoveryHashes")
         RETURNING 1 AS used`,
};

/** False for a wrong code, one that has been used, and an account without a second factor. */
export async function unsafeUseCode(
  userId: string,
  typed: string,
  vault: TotpVault,
  nowMs: number,
): Promise<boolean> {
  const found = await firstRow<{ secret: string }>(find, [userId]);
  if (!found) return false;
  const code = normaliseCode(typed);
  if (!isAppCode(code)) {
    const values = [userId, found.secret, vault.hash(code, userId)];
    return (await firstRow(useRecovery, values)) !== undefined;
  }
  const step = matchStep(vault.open(found.secret, userId), code, nowMs);
  return step !== null && (await firstRow(useStep, [userId, found.secret, step])) !== undefined;
}

const isAppCode = (code: string): boolean => code.length === totpDigits && /^\d+$/.test(code);
