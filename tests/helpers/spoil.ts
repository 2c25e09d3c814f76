// Takes right input apart, so that a test can spoil it in one place at a time.
import type { Command } from "../../lib/contract/command";
import { type Json, requestFor, type Sent } from "./api";

type Key = string | number;
export type Leaf = { keys: Key[]; value: unknown; place: "path" | "query" | "body" };

/** Everything that is no object and no list, wherever it stands. */
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

/** Of every object in the body, the body itself included, where it stands. */
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

/** The same request with a body put together by hand. */
export function withBody(command: Command, input: Json, change: (body: string) => string | Uint8Array): Sent {
  const request = requestFor(command, input);
  return { ...request, body: change(JSON.stringify(request.body)) };
}

/** JSON of an object with one more entry, whose key may be one that an object literal cannot have. */
export const withEntry = (json: string, key: string, value: string): string =>
  json === "{}" ? `{"${key}":${value}}` : json.replace(/^\{/, `{"${key}":${value},`);
