import { isIPv6 } from "node:net";

/**
 * Whom a limit on an address is for. Whoever has one address of IPv6 has the other 2^64 of its network, too, and
 * would otherwise never run out of them.
 */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [whole = ""] = address.split("%");
  const [before = [], after = []] = whole.split("::").map((side) => side.split(":").filter(Boolean));
  const zeros = new Array(Math.max(0, 8 - before.length - after.length)).fill("0");
  const groups = [...before, ...zeros, ...after].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}
