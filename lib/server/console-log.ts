// The framework and libraries write to the console. In production this output goes to our log as JSON, with a limited
// number of lines and without control characters, so that it cannot forge log lines or terminal commands.
import { format, stripVTControlCharacters } from "node:util";
import type { Logger } from "pino";
import { limits } from "../contract/limits";
import { LineBudget } from "./line-budget";
import { isBrokenOff, stackWithoutMessage } from "./problem";

const methods = {
  error: "error",
  warn: "warn",
  info: "info",
  log: "info",
  debug: "debug",
  trace: "debug",
} as const;
type Method = keyof typeof methods;

/** Control characters, and those that change the direction or the lines of a text. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;
const minuteMs = 60_000;

/** Answers the function that gives the console back. */
export function sendConsoleToLog(log: Logger, nowMs: () => number = () => performance.now()): () => void {
  const before = Object.fromEntries(Object.keys(methods).map((name) => [name, console[name as Method]]));
  const budget = new LineBudget(limits.consoleLinesPerMinute, minuteMs);
  const write = (method: Method, parameters: unknown[]) => {
    const level = parameters.some(isBrokenOff) ? "warn" : methods[method];
    if (!log.isLevelEnabled(level)) return;
    const suppressed = budget.take(nowMs());
    if (suppressed === null) return;
    const stacks = parameters.filter((each) => each instanceof Error).map(stackWithoutMessage);
    log[level](
      {
        line: plainText(parameters),
        ...(stacks.length > 0 && { stack: stacks.join("\n") }),
        ...(suppressed > 0 && { suppressed }),
      },
      "console",
    );
  };
  for (const name of Object.keys(methods) as Method[])
    console[name] = (...parameters: unknown[]) => write(name, parameters);
  return () => void Object.assign(console, before);
}

/** Logs only strings and numbers, because an error's message or an object may contain a user's text. */
function plainText(parameters: readonly unknown[]): string {
  const words = parameters.map((each) => {
    if (each instanceof Error) return `[${each.name}]`;
    return typeof each === "object" || typeof each === "function" ? `[${typeof each}]` : each;
  });
  const text = stripVTControlCharacters(format(...words).slice(0, limits.consoleLineChars * 2));
  return text.slice(0, limits.consoleLineChars).replace(unprintable, escapeCharacter).trim();
}

const escapeCharacter = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
