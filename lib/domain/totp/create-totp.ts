import { randomBytes } from "node:crypto";
import type { Actor } from "../../contract/actor";
import type { totpCreate } from "../../contract/commands";
import { AppError } from "../../contract/errors";
import type { Outcome } from "../../contract/outcome";
import { firstRow, type Statement } from "../../server/db";
import { makeRecoveryCodes, normaliseCode } from "./recovery-codes";
import { base32, totpUri } from "./totp-code";
import type { TotpVault } from "./vault";

/** As long as the hash that makes the codes, as RFC 4226 recommends. */
const secretBytes = 20;

/** Begins anew what was only begun; one that is in use stays. */
const begin: Statement = {
  name: "totp-begin",
  text: `INSERT INTO "Totp" ("userId", secret, "recoveryHashes") VALUES ($1, $2, $3)
         ON CONFLICT ("userId") DO UPDATE SET secret = $2, "recoveryHashes" = $3, "createdAt" = now()
          WHERE "Totp"."enabledAt" IS NULL
         RETURNING (SELECT coalesce(email, name) FROM "User" WHERE id = $1) AS account`,
};

/** Counts for nothing until a code from the app has shown that it holds the secret. */
export async function createTotp(actor: Actor, vault: TotpVault): Promise<Outcome<typeof totpCreate>> {
  const { userId } = actor;
  const secret = randomBytes(secretBytes);
  const recoveryCodes = makeRecoveryCodes();
  const hashes = recoveryCodes.map((code) => vault.hash(normaliseCode(code), userId));
  const begun = await firstRow<{ account: string }>(begin, [userId, vault.seal(secret, userId), hashes]);
  if (!begun)
    throw new AppError("conflict", "The second factor is on already. Switch it off to set it up anew.");
  const text = base32(secret);
  return { data: { secret: text, uri: totpUri(text, begun.account), recoveryCodes } };
}
