// Which methods the addresses of the API know. From the declarations, so that a new command needs no entry here.
import type { Command } from "../contract/command";
import { commands } from "../contract/commands";

type Address = { parts: readonly string[]; methods: Set<string> };

/** Routes that are no command's. */
const operations = [
  ["GET", "/api/health"],
  ["GET", "/api/ready"],
  ["GET", "/api/openapi.json"],
  ["GET", "/api/docs"],
  ["GET", "/metrics"],
  ...["/api/auth/:action", "/api/auth/:action/:provider"].flatMap((path) => [
    ["GET", path],
    ["POST", path],
  ]),
] as const;

const isParameter = (part: string) => part.startsWith(":");
const addresses = readAddresses();

function readAddresses(): Address[] {
  const found = new Map<string, Address>();
  const add = (method: string, path: string) => {
    const address = found.get(path) ?? { parts: path.split("/"), methods: new Set(["OPTIONS"]) };
    found.set(path, address);
    address.methods.add(method);
    if (method === "GET") address.methods.add("HEAD");
  };
  for (const [method = "", path = ""] of operations) add(method, path);
  for (const { http } of commands as readonly Command[])
    for (const path of [http?.path, http?.also]) if (http && path) add(http.method, path);
  const parameters = ({ parts }: Address) => parts.filter(isParameter).length;
  return [...found.values()].sort((one, other) => parameters(one) - parameters(other));
}

/** Null for an address that is not known here, which may still be a page or nothing at all. */
export function methodsOf(path: string): ReadonlySet<string> | null {
  const asked = path.split("/");
  const fits = ({ parts }: Address) =>
    parts.length === asked.length &&
    parts.every((part, index) => (isParameter(part) ? asked[index] !== "" : part === asked[index]));
  return addresses.find(fits)?.methods ?? null;
}
