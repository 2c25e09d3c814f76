// What goes wrong on the way, in the shape of what the server says, so that nobody else needs to tell them apart.
import type { Failure } from "../../contract/envelope";
import type { ErrorCode } from "../../contract/errors";

const problem = (code: ErrorCode, message: string): Failure => ({ ok: false, error: { code, message } });

/** No answer came, which is not the same as a server that is too busy to give one. */
export const unreachable = (): Failure => ({
  ok: false,
  error: { code: "unavailable", message: "Parley cannot be reached right now.", unreached: true },
});
export const notUnderstood = (): Failure => problem("internal", "Parley's answer could not be understood.");
export const sessionOver = (): Failure => problem("unauthenticated", "Please sign in again.");
export const givenUp = (): Failure => problem("unavailable", "This was called off.");
