// The envelope of every HTTP body and every socket acknowledgement.
import type { AppError, ErrorCode, ErrorDetail } from "./errors";

export type ErrorBody = {
  code: ErrorCode;
  message: string;
  details?: ErrorDetail[];
  retryAfterMs?: number;
  /** Set by clients: no answer came at all, so the error is theirs and not the server's. */
  unreached?: true;
};
export type Success<T> = { ok: true; data: T };
export type Failure = { ok: false; error: ErrorBody };
export type Envelope<T> = Success<T> | Failure;

export const success = <T>(data: T): Success<T> => ({ ok: true, data });

export function failure(error: AppError): Failure {
  const body: ErrorBody = { code: error.code, message: error.message };
  if (error.details) body.details = error.details;
  if (error.retryAfterMs !== undefined) body.retryAfterMs = Math.ceil(error.retryAfterMs);
  return { ok: false, error: body };
}
