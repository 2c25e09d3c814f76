import { cleanName } from "../../contract/names";
import { isReservedName } from "./reserved-name";

/** When neither the name nor the address that another service gives can be shown. */
const nobody = "New member";

/** A name that another service gave is made safe; nobody is there who could choose another one. */
export function safeName(given: string | null, email: string, reserved: readonly string[]): string {
  const [local = ""] = email.split("@");
  const candidates = [given ?? "", local].map(cleanName);
  return candidates.find((name) => name !== undefined && !isReservedName(name, reserved)) ?? nobody;
}
