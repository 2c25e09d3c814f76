// Where each command stands over HTTP.
import type { CommandName } from "../../contract/commands";
import { routes } from "./declared-routes";

type Routed = { [N in CommandName]: (typeof routes)[N] extends null ? never : N }[CommandName];

export type Address = { method: string; path: string; body: Record<string, unknown> | null };

/** The method, the address with its query, and the rest of the input as a body; null for what has no address. */
export function addressOf(name: Routed, input: Record<string, unknown>): Address;
export function addressOf(name: CommandName, input: Record<string, unknown>): Address | null;
export function addressOf(name: CommandName, input: Record<string, unknown>): Address | null {
  const route = routes[name];
  if (route === null) return null;
  const [method = "GET", pattern = ""] = route.split(" ");
  const rest = { ...input };
  const path = pattern.replace(/:(\w+)/g, (_, field: string) => {
    const value = rest[field];
    delete rest[field];
    return encodeURIComponent(String(value));
  });
  if (method !== "GET") return { method, path, body: rest };
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(rest)) if (value !== undefined) query.set(key, String(value));
  return { method, path: query.size > 0 ? `${path}?${query}` : path, body: null };
}
