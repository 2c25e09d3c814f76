// The one table from an error code to its HTTP status and to whether the same call may be tried again.

export const errorTable = {
  invalid_input: { status: 400, retryable: false },
  unauthenticated: { status: 401, retryable: false },
  forbidden: { status: 403, retryable: false },
  not_found: { status: 404, retryable: false },
  conflict: { status: 409, retryable: false },
  blocked: { status: 409, retryable: false },
  gone: { status: 410, retryable: false },
  too_large: { status: 413, retryable: false },
  unsupported_media: { status: 415, retryable: false },
  rate_limited: { status: 429, retryable: true },
  internal: { status: 500, retryable: true },
  unavailable: { status: 503, retryable: true },
} as const;

export type ErrorCode = keyof typeof errorTable;
export type ErrorDetail = { path: string; message: string };

const brand = Symbol.for("parley.AppError");

/** An error that a caller is meant to see. Anything else that is thrown becomes `internal`. */
export class AppError extends Error {
  readonly [brand] = true;
  readonly details?: ErrorDetail[];
  readonly retryAfterMs?: number;

  constructor(
    readonly code: ErrorCode,
    message: string,
    extra: { details?: ErrorDetail[]; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: extra.cause });
    this.name = "AppError";
    this.details = extra.details;
    this.retryAfterMs = extra.retryAfterMs;
  }
}

/** By brand and not by `instanceof`: the framework bundles its own copy of this module into pages. */
export function isAppError(error: unknown): error is AppError {
  return typeof error === "object" && error !== null && brand in error;
}

export const notFound = (what: string) => new AppError("not_found", `This ${what} does not exist.`);
