// Converts a command's input into an HTTP request. Independent of the test runner, so that all runners can use it.
import type { z } from "zod";
import type { Command } from "../../lib/contract/command";
import { type CommandName, type CommandOf, commands } from "../../lib/contract/commands";

export type Json = Record<string, unknown>;
export type InputOf<N extends CommandName> = z.input<CommandOf<N>["input"]>;
export type OutputOf<N extends CommandName> = z.output<CommandOf<N>["output"]>;
export type Request = { method: string; path: string; body?: unknown };

export function commandNamed(name: CommandName): Command {
  const found = (commands as readonly Command[]).find((command) => command.name === name);
  if (!found) throw new Error(`There is no command ${name}.`);
  return found;
}

/** Commands with an HTTP route. The others are for sockets only. */
export const routed: readonly CommandName[] = (commands as readonly Command[])
  .filter(({ http }) => http !== undefined)
  .map(({ name }) => name as CommandName);

/** How a command's input is sent. `path` may be the second address of a command that has two. */
export function requestFor({ name, http }: Command, input: Json, path = http?.path): Request {
  if (!http || !path) throw new Error(`${name} has no route.`);
  const rest = { ...input };
  const filled = path.replace(/:(\w+)/g, (_, field: string) => {
    const value = String(rest[field]);
    delete rest[field];
    return encodeURIComponent(value);
  });
  if (http.method !== "GET") return { method: http.method, path: filled, body: rest };
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(rest)) if (value !== undefined) query.set(key, String(value));
  return { method: "GET", path: query.size > 0 ? `${filled}?${query}` : filled };
}
