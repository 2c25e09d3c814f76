// How next-auth signs browsers in: its cookie is only a sealed reference to one of our sessions.
import type { AuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { z } from "zod";
import type { Visitor } from "../../contract/actor";
import { AppError, isAppError } from "../../contract/errors";
import type { Fact } from "../../contract/facts";
import { limits, rates } from "../../contract/limits";
import type { Role } from "../../contract/values";
import { unsafeAdoptAccount } from "../../domain/account/adopt-account";
import { endSession } from "../../domain/session/end-session";
import { unsafeFindSession } from "../../domain/session/find-session";
import { startSession } from "../../domain/session/start-session";
import { networkOf } from "../network-of";
import { use } from "../slot";
import { oauthProviders, verifiedProfile } from "./providers";
import { returnPath } from "./return-path";
import { sessionIdOf, usesSecureCookies } from "./session-cookie";
import { verifyCredentials } from "./sign-in";

declare module "next-auth" {
  interface Session {
    user: { id: string; name: string; role: Role };
  }
}

type Caller = Pick<Visitor, "address" | "userAgent"> & { requestId?: string };

/** Made for each request, because a new session notes who asked for it. */
export function authOptions(
  caller: Caller,
  providers: AuthOptions["providers"] = oauthProviders(),
): AuthOptions {
  const { secret, publicUrl } = use("config");
  // The only way to tell next-auth its own address; read by it at each request.
  process.env.NEXTAUTH_URL = publicUrl;
  return {
    secret,
    useSecureCookies: usesSecureCookies(),
    session: { strategy: "jwt", maxAge: limits.sessionMs / 1000 },
    pages: { signIn: "/sign-in", signOut: "/", error: "/sign-in" },
    providers: [passwordProvider(caller), ...providers],
    logger: {
      error: (code, cause) => logError(code, cause, caller.requestId),
      warn: () => {},
      debug: () => {},
    },
    callbacks: {
      redirect: ({ url }) => `${publicUrl}${returnPath(url, publicUrl)}`,
      async signIn({ user, account, profile }) {
        if (account?.type !== "oauth") return true;
        const verified = verifiedProfile(profile);
        const adopted = verified && (await unsafeAdoptAccount(verified.email, verified.name));
        if (!adopted) return `${publicUrl}/sign-in?error=unverified_email`;
        publish(adopted.facts);
        user.id = adopted.userId;
        return true;
      },
      async jwt({ token, user, account }) {
        // A user is given once, at the moment of signing in.
        if (!user) return token;
        const proof = account?.type === "oauth" ? "provider" : "password";
        const session = await startSession({ userId: user.id, kind: "COOKIE", proof, visitor: caller });
        publish(session.facts);
        return { sub: user.id, sid: session.id };
      },
      async session({ session, token }) {
        const sessionId = sessionIdOf(token);
        const found = sessionId === null ? undefined : await unsafeFindSession(sessionId);
        if (!found || found.isSuspended) throw new SessionOver();
        const { userId, name, role } = found.actor;
        return { user: { id: userId, name, role }, expires: session.expires };
      },
    },
    events: {
      async signOut({ token }) {
        const sessionId = sessionIdOf(token);
        if (sessionId === null || !token.sub) return;
        publish((await endSession(token.sub, sessionId)).facts);
      },
    },
  };
}

/** Thrown where next-auth answers it by clearing the cookie and telling the page that nobody is signed in. */
class SessionOver extends Error {}

const typed = z.object({
  email: z.string().max(limits.emailChars),
  password: z.string().max(limits.passwordMaxChars),
});

function passwordProvider({ address, requestId }: Caller) {
  return Credentials({
    name: "Parley",
    credentials: {
      email: { label: "Email", type: "email" },
      password: { label: "Password", type: "password" },
    },
    async authorize(given) {
      const { success, data } = typed.safeParse(given);
      if (!success) return null;
      try {
        const waitMs = await use("limiter").take(`sign-in:${networkOf(address)}`, rates.other);
        if (waitMs > 0) throw new AppError("rate_limited", "Too fast.", { retryAfterMs: waitMs });
        const { id, name, email } = await verifyCredentials(data.email, data.password, address);
        return { id, name, email };
      } catch (error) {
        if (isAppError(error) && error.code === "unauthenticated") return null;
        throw new Error(signInProblem(error, requestId));
      }
    },
  });
}

/** next-auth hands an error's text to the page in an address, so it is a code: the page has the words for it. */
function signInProblem(error: unknown, requestId: string | undefined): string {
  if (!isAppError(error)) logError("SIGN_IN", error, requestId);
  if (!isAppError(error)) return "internal";
  return error.retryAfterMs === undefined ? error.code : `${error.code}:${Math.ceil(error.retryAfterMs)}`;
}

function publish(facts: readonly Fact[]): void {
  if (facts.length > 0) use("publish")(facts);
}

/** Only what cannot hold a person's data or a provider's secrets. */
function logError(code: string, cause: unknown, id: string | undefined): void {
  const error = cause instanceof Error ? cause : (cause as { error?: unknown } | undefined)?.error;
  if (error instanceof SessionOver) return;
  use("log").warn({ id, code, error: error instanceof Error ? error.name : typeof error }, "sign-in failed");
}
