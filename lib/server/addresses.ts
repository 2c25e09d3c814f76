// The table of addresses. Commands declare their own addresses, so a new command needs no entry here.
import type { Command } from "../contract/command";
import { type AnyCommand, commands } from "../contract/commands";
import { type Operation, operations } from "./operations";

export type Endpoint = { readonly command: AnyCommand } | { readonly operation: Operation };

type Address = {
  readonly parts: readonly string[];
  readonly endpoints: Map<string, Endpoint>;
};

export type Match = {
  /** By method. HEAD asks what GET answers. */
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  /** The values of the `:name` parts, decoded. */
  readonly params: Readonly<Record<string, string>>;
};

const isParameter = (part: string) => part.startsWith(":");

/** Paths without parameters are found by themselves, the others among those with as many parts. */
const plain = new Map<string, Match>();
const patterns = new Map<number, Address[]>();

for (const address of readAddresses()) {
  const parameters = address.parts.filter(isParameter).length;
  if (parameters === 0) plain.set(address.parts.join("/"), { endpoints: address.endpoints, params: {} });
  else patterns.set(address.parts.length, [...(patterns.get(address.parts.length) ?? []), address]);
}

function readAddresses(): Address[] {
  const found = new Map<string, Address>();
  const add = (method: string, path: string, endpoint: Endpoint) => {
    const address = found.get(path) ?? { parts: path.split("/"), endpoints: new Map() };
    if (address.endpoints.has(method)) throw new Error(`${method} ${path} is declared twice.`);
    found.set(path, address);
    address.endpoints.set(method, endpoint);
    if (method === "GET") address.endpoints.set("HEAD", endpoint);
  };
  for (const operation of operations)
    for (const method of operation.methods) add(method, operation.path, { operation });
  for (const command of commands) {
    const { http } = command as Command;
    for (const path of [http?.path, http?.also]) if (http && path) add(http.method, path, { command });
  }
  const parameters = ({ parts }: Address) => parts.filter(isParameter).length;
  return [...found.values()].sort((one, other) => parameters(one) - parameters(other));
}

/** Null for an address that is not known here, which may still be a page or nothing at all. */
export function findAddress(path: string): Match | null {
  const known = plain.get(path);
  if (known) return known;
  const asked = path.split("/");
  const fits = ({ parts }: Address) =>
    parts.every((part, index) => (isParameter(part) ? asked[index] !== "" : part === asked[index]));
  const address = patterns.get(asked.length)?.find(fits);
  return address ? { endpoints: address.endpoints, params: paramsOf(address.parts, asked) } : null;
}

/** The gate lets no path through that cannot be decoded. */
function paramsOf(parts: readonly string[], asked: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {};
  parts.forEach((part, index) => {
    if (isParameter(part)) params[part.slice(1)] = decodeURIComponent(asked[index] ?? "");
  });
  return params;
}
