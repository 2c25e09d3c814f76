import { cleanName } from "../../contract/names";
import { isReservedName } from "./reserved-name";

/** When neither the name nor the address that another service gives can be shown. */
const nobody = "New member";

/** Cleans up a name from another service. It is not rejected, because the user is not asked for another one. */
export function safeName(given: string | null, email: string, reserved: readonly string[]): string {
  const [local = ""] = email.split("@");
  const candidates = [given ?? "", local].map(cleanName);
  return candidates.find((name) => name !== undefined && !isReservedName(name, reserved)) ?? nobody;
}
