import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { totpDisable } from "../../contract/commands";
import type { Outcome } from "../../contract/outcome";
import { firstRow, rows, type Statement, transaction } from "../../server/db";
import { wrongCode } from "./enable-totp";
import { normaliseCode } from "./recovery-codes";
import { matchStep } from "./totp-code";
import type { TotpVault } from "./vault";

type Found = { secret: string; isEnabled: boolean; lastStep: number | null; recoveryHashes: string[] };

/** Of two calls at once the second waits here and finds it switched off. */
const lock: Statement = {
  name: "totp-lock",
  text: `SELECT secret, "enabledAt" IS NOT NULL AS "isEnabled", "lastStep", "recoveryHashes"
           FROM "Totp" WHERE "userId" = $1 FOR UPDATE`,
};

const remove: Statement = {
  name: "totp-remove",
  text: `DELETE FROM "Totp" WHERE "userId" = $1`,
};

/** Asks for a code, so that a borrowed browser is not enough. What is off already needs none. */
export function disableTotp(
  actor: Actor,
  { code }: InputOf<typeof totpDisable>,
  vault: TotpVault,
  nowMs: number,
): Promise<Outcome<typeof totpDisable>> {
  const { userId } = actor;
  return transaction(async (connection) => {
    const found = await firstRow<Found>(lock, [userId], connection);
    if (found?.isEnabled && !isUnused(found, code, userId, vault, nowMs)) throw wrongCode();
    if (found) await rows(remove, [userId], connection);
    return { data: { enabled: false } };
  });
}

function isUnused(found: Found, typed: string, userId: string, vault: TotpVault, nowMs: number): boolean {
  const code = normaliseCode(typed);
  if (found.recoveryHashes.includes(vault.hash(code, userId))) return true;
  const step = matchStep(vault.open(found.secret, userId), code, nowMs);
  return step !== null && step > (found.lastStep ?? -1);
}
