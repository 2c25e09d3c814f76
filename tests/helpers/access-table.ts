// Access rules: the expected code for each command's first sample, when another user sends it.
import type { CommandName } from "../../lib/contract/commands";
import type { ErrorCode } from "../../lib/contract/errors";

export type Code = ErrorCode | "ok";
export type Row = {
  strangeCustomer: Code;
  strangeSeller: Code;
  /** The seller if the sample's caller is the customer, and the other way round. */
  otherSide: Code;
  admin: Code;
  /** The same call again from its own caller: the expected code, and whether the answer is word for word the same. */
  again: Code | "same";
};

const row = (
  strangeCustomer: Code,
  strangeSeller: Code,
  otherSide: Code,
  admin: Code,
  again: Row["again"] = "same",
): Row => ({ strangeCustomer, strangeSeller, otherSide, admin, again });

/** Every user has their own. */
const everyone = row("ok", "ok", "ok", "ok");
const members = (admin: Code) => row("not_found", "not_found", "ok", admin);
const sendersOnly = (admin: Code) => row("not_found", "not_found", "forbidden", admin);
const sellersSide = (admin: Code) => row("not_found", "not_found", "forbidden", admin);
const sellers = (again: Row["again"] = "same") => row("forbidden", "ok", "forbidden", "forbidden", again);

export const accessTable: { readonly [N in CommandName]: Row } = {
  "user:create": { ...everyone, again: "conflict" },
  "token:create": { ...everyone, again: "ok" },
  "token:revoke": { ...everyone, again: "unauthenticated" },
  "me:get": everyone,
  "me:update": everyone,
  "me:unread": everyone,
  // The others have no password yet and have just signed in, so they set their first.
  "me:password": { ...everyone, again: "invalid_input" },
  "totp:get": everyone,
  // The admin's is on already. Each call creates a new secret.
  "totp:create": row("ok", "ok", "ok", "conflict", "ok"),
  // The others have no set-up in progress for the code.
  "totp:enable": row("conflict", "conflict", "conflict", "conflict"),
  // The others' is off already. The admin's needs another code.
  "totp:disable": row("ok", "ok", "ok", "invalid_input"),
  "session:list": everyone,
  "session:revoke": row("not_found", "not_found", "not_found", "not_found"),
  // The second link expires later.
  "invitation:create": sellers("ok"),
  "invitation:get": everyone,
  "listing:list": everyone,
  "listing:get": everyone,
  // Every call creates a new listing, because two equal ones may both be intended.
  "listing:create": sellers("ok"),
  "listing:update": row("forbidden", "forbidden", "forbidden", "ok"),
  "conversation:open": row("ok", "ok", "invalid_input", "ok", "ok"),
  "conversation:list": everyone,
  "conversation:get": members("ok"),
  // The sample also archives and pins, which needs a membership.
  "conversation:update": sellersSide("forbidden"),
  "conversation:changes": members("ok"),
  "conversation:read": members("forbidden"),
  "conversation:delivered": members("forbidden"),
  "conversation:block": members("forbidden"),
  "conversation:unblock": members("forbidden"),
  "message:send": members("forbidden"),
  "message:list": members("ok"),
  "message:edit": sendersOnly("forbidden"),
  "message:delete": sendersOnly("ok"),
  "message:react": members("forbidden"),
  "message:unreact": members("forbidden"),
  "message:forward": members("forbidden"),
  "message:search": members("ok"),
  "note:list": sellersSide("ok"),
  "note:create": sellersSide("ok"),
  "note:delete": { ...sellersSide("forbidden"), again: "not_found" },
  "customer:list": sellers(),
  "customer:get": row("forbidden", "not_found", "forbidden", "forbidden"),
  "presence:get": everyone,
  "presence:watch": everyone,
  // Reports foreign and unknown ids alike as missing, and contains the time.
  sync: { ...everyone, again: "ok" },
  "typing:set": members("forbidden"),
  "tag:list": sellers(),
  "quick-reply:list": sellers(),
  "quick-reply:create": sellers(),
  "quick-reply:update": row("forbidden", "not_found", "forbidden", "forbidden"),
  "quick-reply:delete": row("forbidden", "not_found", "forbidden", "forbidden", "not_found"),
  "away-message:get": sellers(),
  "away-message:set": sellers(),
};
