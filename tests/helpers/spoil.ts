// Splits valid input into its parts, so that a test can spoil one place at a time.
import type { Command } from "../../lib/contract/command";
import { type Json, requestFor, type Sent } from "./api";

type Key = string | number;
export type Leaf = { keys: Key[]; value: unknown; place: "path" | "query" | "body" };

/** Every value that is not an object or a list, with its path. */
export function leavesOf(command: Command, input: Json): Leaf[] {
  const inPath = [...(command.http?.path ?? "").matchAll(/:(\w+)/g)].map(([, name]) => name);
  const rest = command.http?.method === "GET" ? "query" : "body";
  const walk = (value: unknown, keys: Key[]): Leaf[] => {
    if (rest === "query" || typeof value !== "object" || value === null)
      return [{ keys, value, place: inPath.includes(String(keys[0])) ? "path" : rest }];
    return Object.entries(value).flatMap(([key, each]) =>
      walk(each, [...keys, Array.isArray(value) ? Number(key) : key]),
    );
  };
  return Object.entries(input).flatMap(([key, value]) => walk(value, [key]));
}

/** Every object in the body, including the body itself, with its path. */
export function objectsOf(command: Command, input: Json): Key[][] {
  if (command.http?.method === "GET") return [];
  const walk = (value: unknown, keys: Key[]): Key[][] => {
    if (typeof value !== "object" || value === null) return [];
    const inside = Object.entries(value).flatMap(([key, each]) => walk(each, [...keys, key]));
    return Array.isArray(value) ? inside : [keys, ...inside];
  };
  return walk(input, []);
}

export function withValue(input: Json, keys: readonly Key[], value: unknown): Json {
  const copy = structuredClone(input);
  let place = copy as Record<Key, unknown>;
  for (const key of keys.slice(0, -1)) place = place[key] as Record<Key, unknown>;
  const last = keys.at(-1);
  if (last !== undefined) place[last] = value;
  return copy;
}

/** The same request with a handwritten body. */
export function withBody(command: Command, input: Json, change: (body: string) => string | Uint8Array): Sent {
  const request = requestFor(command, input);
  return { ...request, body: change(JSON.stringify(request.body)) };
}

/** JSON of an object with one more entry. Its key may be one that an object literal cannot have. */
export const withEntry = (json: string, key: string, value: string): string =>
  json === "{}" ? `{"${key}":${value}}` : json.replace(/^\{/, `{"${key}":${value},`);
