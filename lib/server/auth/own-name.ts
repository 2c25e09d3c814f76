// Which names people may give themselves. The operator's reserved names are the server's to know.
import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { meUpdate } from "../../contract/commands";
import { AppError } from "../../contract/errors";
import type { Outcome } from "../../contract/outcome";
import { reasons } from "../../contract/reasons";
import { isReservedName } from "../../domain/account/reserved-name";
import { updateMe } from "../../domain/account/update-me";
import { use } from "../slot";

export function refuseReservedName(name: string): void {
  if (!isReservedName(name, use("config").reservedNames)) return;
  const message = reasons.nameReserved;
  throw new AppError("invalid_input", message, { details: [{ path: "name", message }] });
}

/** The command me:update. Admins are those people. */
export async function changeMe(
  actor: Actor,
  input: InputOf<typeof meUpdate>,
): Promise<Outcome<typeof meUpdate>> {
  if (input.name !== undefined && actor.role !== "ADMIN") refuseReservedName(input.name);
  return updateMe(actor, input);
}
