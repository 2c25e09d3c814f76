// Signing in, up and out from a page.
import type { OutputOf } from "../contract/command";
import type { CommandName, CommandOf } from "../contract/commands";
import { callHttp } from "./transport/http";
import { addressOf } from "./transport/routes";

/** `code` is one of the API's, or `offline`, or one that next-auth makes; `fields` says what is wrong with which input. */
export type Problem = { code: string; retryAfterMs?: number; fields?: Record<string, string> };
export type Result = { ok: true } | { ok: false; problem: Problem };

export type NewAccount = {
  email: string;
  password: string;
  name: string;
  role: "CUSTOMER" | "SELLER";
  invitation?: string;
};

const requestTimeoutMs = 20_000;
const authPath = "/api/auth";

const failed = (problem: Problem): Result => ({ ok: false, problem });

/** A ticket stands for another service's word, which it has given already. */
export type Credentials = { email: string; password: string } | { ticket: string };

/** Without `code`, who has a second factor gets the problem `code_required`; with a wrong one, `code_wrong`. */
export async function signIn(credentials: Credentials, code?: string): Promise<Result> {
  return attempt(async () => {
    const fields = code === undefined ? credentials : { ...credentials, code };
    const { address, body } = await postAuth("callback/credentials", fields);
    return address ? outcomeOf(address) : failed(readProblem(body));
  });
}

export async function signUp(account: NewAccount): Promise<Result> {
  return attempt(async () => {
    const { method, path } = addressOf("user:create", account);
    const response = await fetch(path, {
      method,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(account),
      signal: AbortSignal.timeout(requestTimeoutMs),
    });
    return response.ok ? { ok: true } : failed(readProblem(await readJson(response)));
  });
}

/** Calls a command from a page without a client engine, in this person's name. */
export async function callAs<N extends CommandName>(
  userId: string,
  name: N,
  input: Record<string, unknown> = {},
): Promise<{ data: OutputOf<CommandOf<N>> } | { problem: Problem }> {
  const options = { url: "", userId, fetch: window.fetch.bind(window), timeoutMs: requestTimeoutMs };
  const answer = await callHttp(options, name, input);
  if (answer.ok) return { data: answer.data as OutputOf<CommandOf<N>> };
  return { problem: readProblem(answer) };
}

/** Ends this person's session and nobody else's: another tab may have signed in somebody else since. */
export async function signOut(userId: string): Promise<Result> {
  return attempt(async () => {
    const isTheirs = await fetch(addressOf("me:get", {}).path, {
      headers: { "X-Parley-User": userId },
      signal: AbortSignal.timeout(requestTimeoutMs),
    });
    if (isTheirs.status === 401) return { ok: true };
    const { address, body } = await postAuth("signout", {});
    return address ? { ok: true } : failed(readProblem(body));
  });
}

/** Answers the address of the other service's own page, for the browser to go to. */
export async function startProviderSignIn(
  provider: string,
  callbackUrl: string,
): Promise<{ address: string } | { problem: Problem }> {
  let address: string | null = null;
  const result = await attempt(async () => {
    const answer = await postAuth(`signin/${provider}`, { callbackUrl });
    address = answer.address;
    return answer.address ? { ok: true } : failed(readProblem(answer.body));
  });
  if (!result.ok) return { problem: result.problem };
  return address ? { address } : { problem: { code: "internal" } };
}

/** The problem that the address of the sign-in page names: `blocked`, or `rate_limited:840000`. */
export function problemFromCode(text: string): Problem {
  const [code = "internal", wait] = text.split(":");
  const retryAfterMs = wait === undefined ? Number.NaN : Number(wait);
  return Number.isFinite(retryAfterMs) ? { code, retryAfterMs } : { code };
}

async function attempt(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch {
    return failed({ code: "offline" });
  }
}

/** next-auth takes forms that carry its own token, and answers with the address to go to next. */
async function postAuth(action: string, fields: Record<string, string>) {
  const tokenResponse = await fetch(`${authPath}/csrf`, { signal: AbortSignal.timeout(requestTimeoutMs) });
  const token = (await readJson(tokenResponse)) as { csrfToken?: string };
  const response = await fetch(`${authPath}/${action}`, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ ...fields, csrfToken: token.csrfToken ?? "", json: "true" }),
    signal: AbortSignal.timeout(requestTimeoutMs),
  });
  const body = await readJson(response);
  const { url } = body as { url?: unknown };
  return { address: typeof url === "string" ? url : null, body };
}

function outcomeOf(address: string): Result {
  const { searchParams } = new URL(address, location.origin);
  const error = searchParams.get("error") ?? (searchParams.has("csrf") ? "internal" : null);
  return error === null ? { ok: true } : failed(problemFromCode(error));
}

function readProblem(body: unknown): Problem {
  const { error } = body as { error?: { code?: unknown; retryAfterMs?: number; details?: unknown } };
  if (typeof error?.code !== "string") return { code: "internal" };
  const details = Array.isArray(error.details) ? (error.details as { path: string; message: string }[]) : [];
  const fields = Object.fromEntries(details.map(({ path, message }) => [path, message]));
  return { code: error.code, retryAfterMs: error.retryAfterMs, fields };
}

/** An answer that is no JSON comes from something between us and the server. */
async function readJson(response: Response): Promise<object> {
  const body: unknown = await response.json().catch(() => null);
  return typeof body === "object" && body !== null ? body : {};
}
