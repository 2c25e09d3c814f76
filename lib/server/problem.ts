// Turns a thrown value into an error that the caller may see, and into the fields that may be logged.
import { AppError, isAppError } from "../contract/errors";
import { postgresCode } from "./db";

/** Connection refused or lost, server starting or stopping, too many connections, statement cancelled. */
const outageCodes = /^(08...|57P0.|53...|57014|55P03|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT)$/;
const outageWords = /Connection terminated|timeout exceeded when trying to connect|Query read timeout/;
const retryAfterMs = 1_000;

export function toAppError(error: unknown): AppError {
  if (isAppError(error)) return error;
  if (isBrokenOff(error)) return new AppError("invalid_input", "The request ended before its body did.");
  const code = postgresCode(error);
  if ((code && outageCodes.test(code)) || (error instanceof Error && outageWords.test(error.message))) {
    return new AppError("unavailable", "Parley cannot reach its database right now.", {
      retryAfterMs,
      cause: error,
    });
  }
  return new AppError("internal", "Something went wrong on our side. Please try again.", { cause: error });
}

/** How Node reports a client that went away before it had sent its whole body. */
export function isBrokenOff(error: unknown): boolean {
  return (
    error instanceof Error && error.message === "aborted" && "code" in error && error.code === "ECONNRESET"
  );
}

/** A driver's error may quote a row or a parameter, so only what cannot hold a user's words is for the log. */
export function describeCause(cause: unknown): { code?: string; stack?: string } {
  if (cause === undefined) return {};
  return { code: postgresCode(cause), stack: stackWithoutMessage(cause) };
}

/** A message may hold lines that look like a stack's own, so it is cut out by its whole length. */
export function stackWithoutMessage(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { name, message, stack = "" } = error;
  const start = stack.indexOf(message);
  const frames = start < 0 ? [] : stack.slice(start + message.length).split("\n");
  return [name, ...frames.filter((frame) => frame.startsWith("    at "))].join("\n");
}
