// Which methods the addresses of the API know. The declarations say it, so a new command needs no entry here.
import type { Command } from "../contract/command";
import { commands } from "../contract/commands";

type Address = {
  readonly parts: readonly string[];
  readonly methods: Set<string>;
  /** Whether it is a command's, or else one of the operations below. */
  readonly isCommand: boolean;
};
export type KnownAddress = { readonly methods: ReadonlySet<string>; readonly isCommand: boolean };

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
  const add = (method: string, path: string, isCommand: boolean) => {
    const address = found.get(path) ?? {
      parts: path.split("/"),
      methods: new Set(["OPTIONS"]),
      isCommand,
    };
    found.set(path, address);
    address.methods.add(method);
    if (method === "GET") address.methods.add("HEAD");
  };
  for (const [method = "", path = ""] of operations) add(method, path, false);
  for (const { http } of commands as readonly Command[])
    for (const path of [http?.path, http?.also]) if (http && path) add(http.method, path, true);
  const parameters = ({ parts }: Address) => parts.filter(isParameter).length;
  return [...found.values()].sort((one, other) => parameters(one) - parameters(other));
}

/** Null for an address that is not known here, which may still be a page or nothing at all. */
export function findAddress(path: string): KnownAddress | null {
  const asked = path.split("/");
  const fits = ({ parts }: Address) =>
    parts.length === asked.length &&
    parts.every((part, index) => (isParameter(part) ? asked[index] !== "" : part === asked[index]));
  return addresses.find(fits) ?? null;
}
