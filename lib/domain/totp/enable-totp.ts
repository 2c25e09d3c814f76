import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { totpEnable } from "../../contract/commands";
import { AppError } from "../../contract/errors";
import type { Outcome } from "../../contract/outcome";
import { reasons } from "../../contract/reasons";
import { firstRow, type Statement } from "../../server/db";
import { normaliseCode } from "./recovery-codes";
import { matchStep } from "./totp-code";
import type { TotpVault } from "./vault";

const find: Statement = {
  name: "totp-find",
  text: `SELECT secret, "enabledAt" IS NOT NULL AS "isEnabled", "lastStep" FROM "Totp" WHERE "userId" = $1`,
};

/** Compares the secret, so that with two concurrent set-ups only the one with the verified code is enabled. */
const enable: Statement = {
  name: "totp-enable",
  text: `UPDATE "Totp" SET "enabledAt" = now(), "lastStep" = $3
          WHERE "userId" = $1 AND secret = $2 AND "enabledAt" IS NULL RETURNING 1 AS enabled`,
};

type Found = { secret: string; isEnabled: boolean; lastStep: number | null };

export async function enableTotp(
  actor: Actor,
  { code }: InputOf<typeof totpEnable>,
  vault: TotpVault,
  nowMs: number,
): Promise<Outcome<typeof totpEnable>> {
  const { userId } = actor;
  const stepOf = ({ secret }: Found) => matchStep(vault.open(secret, userId), normaliseCode(code), nowMs);
  const found = await firstRow<Found>(find, [userId]);
  if (!found) throw new AppError("conflict", "Set the second factor up first.");
  const step = stepOf(found);
  if (!found.isEnabled && step === null) throw wrongCode();
  const isDone = !found.isEnabled && (await firstRow(enable, [userId, found.secret, step]));
  if (isDone) return { data: { enabled: true } };
  // Switched on by the same code: this is a retry, or another call at the same instant.
  const now = found.isEnabled ? found : await firstRow<Found>(find, [userId]);
  if (now?.isEnabled && now.lastStep !== null && stepOf(now) === now.lastStep)
    return { data: { enabled: true } };
  throw new AppError("conflict", "The second factor is on already, or has been set up anew meanwhile.");
}

export function wrongCode(): AppError {
  const message = reasons.codeWrong;
  return new AppError("invalid_input", message, { details: [{ path: "code", message }] });
}
