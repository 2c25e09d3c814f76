// The door to next-auth: what of it is open, and how much it has to read.
import { cookies } from "next/headers";
import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { AppError } from "../../contract/errors";
import { limits } from "../../contract/limits";
import { addressHeader } from "../http";
import { errorAnswer, nothingHere } from "../http-call";
import { requestIdHeader } from "../request-stamps";
import { authOptions } from "./next-auth";
import { oauthProviders } from "./providers";
import { hasSealedChecks, returnCookieNames } from "./session-cookie";

type Context = { params: Promise<{ nextauth: string[] }> };

/** The rest of next-auth's actions are for what Parley does not have, or let anyone write to the log. */
const actions: Record<string, readonly string[]> = {
  GET: ["csrf", "session", "providers", "signin", "signout", "callback", "error"],
  POST: ["session", "signin", "signout", "callback"],
};

/** The provider whose callback this method may call: browsers post passwords, other services lead back by a link. */
function callbackFor(method: string, provider: string | undefined): string | undefined {
  if (method === "POST") return "credentials";
  return oauthProviders().find(({ id }) => id === provider)?.id ?? "";
}

export async function authRoute(request: NextRequest, context: Context): Promise<Response> {
  const [action = "", provider] = (await context.params).nextauth;
  if (!actions[request.method]?.includes(action)) return errorResponse(nothingHere());
  if (action === "callback" && provider !== callbackFor(request.method, provider))
    return errorResponse(nothingHere());
  const requestId = request.headers.get(requestIdHeader) ?? undefined;
  try {
    if (request.method === "POST") refuseLargeBody(request.headers);
    refuseBadErrors(request);
    await refuseBadReturns(request);
    if (!hasSealedChecks(request.cookies.getAll()))
      throw new AppError("invalid_input", "A cookie is not valid. Start again.");
    const { headers } = request;
    const caller = {
      address: headers.get(addressHeader) ?? "unknown",
      userAgent: headers.get("user-agent"),
      cookie: headers.get("cookie"),
      requestId,
    };
    return await NextAuth(request, context, authOptions(caller));
  } catch (error) {
    // next-auth throws this when a body is declared as JSON but is not valid JSON.
    if (error instanceof SyntaxError)
      return errorResponse(new AppError("invalid_input", "The body is not valid JSON."));
    return errorResponse(error, requestId);
  }
}

/** The framework wants its answers in the web's own form. */
function errorResponse(error: unknown, requestId?: string): Response {
  const { body, ...head } = errorAnswer(error, requestId);
  return new Response(body, head);
}

const returnParameter = "callbackUrl";

function isAddress(text: string): boolean {
  const base = text.startsWith("/") ? "http://localhost" : undefined;
  return URL.canParse(text, base) && /^https?:$/.test(new URL(text, base).protocol);
}

/**
 * next-auth treats an invalid return address as a server error. An invalid parameter is refused here. An invalid cookie
 * is dropped, because otherwise that browser could not sign in until the cookie is deleted by hand.
 */
async function refuseBadReturns({ nextUrl, cookies: sent }: NextRequest): Promise<void> {
  const asked = nextUrl.searchParams.get(returnParameter);
  if (asked && !isAddress(asked))
    throw new AppError("invalid_input", `Must be an address: ${returnParameter}.`);
  for (const name of returnCookieNames) {
    const kept = sent.get(name)?.value;
    if (kept && !isAddress(kept)) (await cookies()).delete(name);
  }
}

/** next-auth writes this parameter into a Location header, which takes only some characters. */
function refuseBadErrors({ nextUrl }: NextRequest): void {
  if (!/^\w*$/.test(nextUrl.searchParams.get("error") ?? ""))
    throw new AppError("invalid_input", "Must be the name of an error: error.");
}

/** next-auth reads a body to its end, so its length has to be known; every browser says it. */
function refuseLargeBody(headers: Headers): void {
  const length = headers.get("content-length");
  if (length === null && !headers.has("transfer-encoding")) return;
  if (length === null) throw new AppError("invalid_input", "Send a Content-Length with the body.");
  if (Number(length) > limits.bodyBytes) {
    throw new AppError("too_large", `The body is larger than ${limits.bodyBytes / 1024} KiB.`);
  }
}
