// Commands over HTTP, for whenever there is no socket.
import type { CommandName } from "../../contract/commands";
import type { Envelope } from "../../contract/envelope";
import { givenUp, notUnderstood, unreachable } from "./problems";
import { addressOf } from "./routes";

export type HttpOptions = {
  url: string;
  token?: string;
  userId?: string;
  fetch: typeof fetch;
  timeoutMs: number;
};

export async function callHttp(
  { url, token, userId, fetch, timeoutMs }: HttpOptions,
  name: CommandName,
  input: Record<string, unknown>,
  signal?: AbortSignal,
): Promise<Envelope<unknown>> {
  const address = addressOf(name, input);
  if (!address) return unreachable();
  const late = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url + address.path, {
      method: address.method,
      headers: {
        ...(address.body && { "Content-Type": "application/json" }),
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(userId && { "X-Parley-User": userId }),
      },
      body: address.body && JSON.stringify(address.body),
      credentials: "same-origin",
      signal: signal ? AbortSignal.any([signal, late]) : late,
    });
    return envelopeOf(await response.json().catch(() => null), response.status);
  } catch {
    return signal?.aborted ? givenUp() : unreachable();
  }
}

/** Something between us and the server may answer in its place, and then not in our words. */
function envelopeOf(body: unknown, status: number): Envelope<unknown> {
  if (typeof body === "object" && body !== null && "ok" in body) return body as Envelope<unknown>;
  return status >= 500 ? unreachable() : notUnderstood();
}
