import { isIPv6 } from "node:net";

/**
 * Returns the network that rate limits count an address by. The owner of one IPv6 address usually has all 2^64
 * addresses of its /64 network, and could otherwise evade the limits by changing addresses.
 */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [whole = ""] = address.split("%");
  const [before = [], after = []] = whole.split("::").map((side) => side.split(":").filter(Boolean));
  const zeros = new Array(Math.max(0, 8 - before.length - after.length)).fill("0");
  const groups = [...before, ...zeros, ...after].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}
