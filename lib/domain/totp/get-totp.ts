import type { Actor } from "../../contract/actor";
import type { totpGet } from "../../contract/commands";
import type { Outcome } from "../../contract/outcome";
import { firstRow, type Statement } from "../../server/db";

type Found = { enabled: boolean; recoveryCodesLeft: number; hasPassword: boolean };

const find: Statement = {
  name: "totp-state",
  text: `SELECT coalesce(t."enabledAt" IS NOT NULL, false) AS enabled, u."passwordHash" IS NOT NULL AS "hasPassword",
                CASE WHEN t."enabledAt" IS NULL THEN 0 ELSE cardinality(t."recoveryHashes") END AS "recoveryCodesLeft"
           FROM "User" u LEFT JOIN "Totp" t ON t."userId" = u.id WHERE u.id = $1`,
};

export async function getTotp(actor: Actor): Promise<Outcome<typeof totpGet>> {
  const found = await firstRow<Found>(find, [actor.userId]);
  return { data: found ?? { enabled: false, recoveryCodesLeft: 0, hasPassword: false } };
}
