// The log: JSON lines for machines. What a person at the terminal should read goes to stdout as plain text instead.
import pino, { type Logger } from "pino";
import type { Config } from "./config";

/** Never logged, wherever in the first levels of an entry they stand. Text of messages is never handed to the log. */
const secretKeys = [
  "authorization",
  "cookie",
  "set-cookie",
  "token",
  "password",
  "passwordHash",
  "secret",
  "text",
];
const secretPaths = secretKeys.flatMap((key) => [`["${key}"]`, `*["${key}"]`, `*.*["${key}"]`]);

export function createLog(
  { logLevel }: Pick<Config, "logLevel">,
  destination?: pino.DestinationStream,
): Logger {
  const options = {
    level: logLevel,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: secretPaths, censor: "[hidden]" },
  };
  return pino(options, destination ?? pino.destination({ fd: 2, sync: true }));
}
