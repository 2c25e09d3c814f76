// A customer's first listing makes the account a seller's. Nothing else changes: earlier conversations keep their sides.
import type { Actor } from "../../contract/actor";
import { AppError } from "../../contract/errors";
import type { Fact } from "../../contract/facts";
import type { Role } from "../../contract/values";
import { type Connection, firstRow, rows, type Statement } from "../../server/db";
import { recordAudit } from "../audit/record-audit";
import { suspended } from "./suspended";
import { unsafeFindUser } from "./user-row";

const lock: Statement = {
  name: "seller-lock-user",
  text: `SELECT role, "suspendedAt" IS NOT NULL AS "isSuspended" FROM "User" WHERE id = $1 FOR NO KEY UPDATE`,
};

const change: Statement = {
  name: "seller-become",
  text: `UPDATE "User" SET role = 'SELLER', "becameSellerAt" = now() WHERE id = $1`,
};

type Row = { role: Role; isSuspended: boolean };

/**
 * Makes sure that the actor may sell, and changes the account where that is confirmed. Goes by the stored role, since a
 * connection may still have the one before. The lock lets only one of several calls change the account.
 */
export async function requireSeller(
  actor: Actor,
  isConfirmed: boolean,
  connection: Connection,
): Promise<Fact[]> {
  const { userId } = actor;
  const row = await firstRow<Row>(lock, [userId], connection);
  if (!row || row.isSuspended) throw suspended();
  if (row.role === "ADMIN") throw new AppError("forbidden", "This is not for your kind of account.");
  if (row.role === "SELLER") return [];
  if (!isConfirmed) {
    const message =
      "This account does not sell yet. Confirm by becomeSeller that its first listing changes that.";
    throw new AppError("forbidden", message, { details: [{ path: "becomeSeller", message }] });
  }
  await rows(change, [userId], connection);
  await recordAudit(actor, { action: "user:become-seller", target: "user", targetId: userId }, connection);
  const user = await unsafeFindUser(userId, connection);
  return user ? [{ name: "account:changed", to: { users: [userId] }, payload: { user } }] : [];
}
