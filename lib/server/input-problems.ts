// Describes the validation errors of a command's input, field by field, in words for people.
import type { z } from "zod";
import type { ErrorDetail } from "../contract/errors";
import { limits } from "../contract/limits";

type Issue = z.core.$ZodRawIssue;

const kinds: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  null: "null",
};

const units: Readonly<Record<string, string>> = { string: " characters", array: " entries" };

/** The message for an issue without its own message in the schema. Undefined means the library's message. */
export function describeIssue(issue: Issue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined
        ? "Is missing."
        : `Must be ${kinds[issue.expected] ?? issue.expected}.`;
    case "too_small":
      return `Must be at least ${issue.minimum}${units[issue.origin] ?? ""}.`;
    case "too_big":
      return `Must be at most ${issue.maximum}${units[issue.origin] ?? ""}.`;
    case "invalid_value":
      return `Must be ${issue.values.map(String).join(" or ")}.`;
    case "invalid_format":
      return formats[issue.format] ?? "Has another form.";
    case "invalid_union":
      return Array.isArray(issue.options)
        ? `Must be ${knownOptions(issue.options).join(" or ")}.`
        : undefined;
    case "unrecognized_keys":
      return "Is not known here.";
    default:
      return undefined;
  }
}

/** A type that has a default may also be left out. */
const knownOptions = (options: readonly unknown[]): string[] =>
  options.filter((option) => option !== undefined).map(String);

const formats: Readonly<Record<string, string>> = {
  email: "Must be an email address.",
  datetime: "Must be a time such as 2026-01-31T09:05:00Z.",
};

/** At most so many, and of each field the first thing that is wrong with it. */
export function listProblems(issues: readonly z.core.$ZodIssue[]): ErrorDetail[] {
  const problems = new Map<string, string>();
  for (const issue of issues) {
    const keys = issue.code === "unrecognized_keys" ? issue.keys.map((key) => [key]) : [[]];
    for (const key of keys) {
      const path = [...issue.path.map(String), ...key].join(".").slice(0, limits.errorDetailChars);
      if (!problems.has(path)) problems.set(path, issue.message.slice(0, limits.errorDetailChars));
    }
  }
  return [...problems].slice(0, limits.errorDetails).map(([path, message]) => ({ path, message }));
}
