import { firstRow, type Statement } from "../../server/db";

type Factor = { hasTotp: boolean; isKnownNetwork: boolean };

const find: Statement = {
  name: "totp-find-factor",
  text: `SELECT EXISTS (SELECT 1 FROM "Totp" WHERE "userId" = $1 AND "enabledAt" IS NOT NULL) AS "hasTotp",
                EXISTS (SELECT 1 FROM "Session" WHERE "userId" = $1 AND network = $2) AS "isKnownNetwork"`,
};

/** Reads whether a user has a second factor, and whether they have signed in from this network before. */
export async function unsafeFindFactor(userId: string, network: string): Promise<Factor> {
  return (await firstRow<Factor>(find, [userId, network])) ?? { hasTotp: false, isKnownNetwork: false };
}
