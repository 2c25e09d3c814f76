// How next-auth signs browsers in: its cookie is only a sealed reference to one of our sessions.
import type { AuthOptions } from "next-auth";
import type { Visitor } from "../../contract/actor";
import { limits } from "../../contract/limits";
import type { Role } from "../../contract/values";
import { unsafeAdoptAccount } from "../../domain/account/adopt-account";
import { safeName } from "../../domain/account/safe-name";
import { endSession } from "../../domain/session/end-session";
import { unsafeFindSession } from "../../domain/session/find-session";
import { type Proof, startSession } from "../../domain/session/start-session";
import { unsafeFindFactor } from "../../domain/totp/find-factor";
import { networkOf } from "../network-of";
import { publish } from "../publish";
import { use } from "../slot";
import { inviterOnTheWay } from "./invitations";
import { logSignInError, passwordProvider } from "./password-provider";
import { oauthProviders, verifiedProfile } from "./providers";
import { returnPath } from "./return-path";
import {
  authCookies,
  readReturnCookie,
  readSessionClaims,
  type SessionClaims,
  sessionIdOf,
  usesSecureCookies,
} from "./session-cookie";
import { signTicket } from "./ticket";

declare module "next-auth" {
  interface Session {
    user: { id: string; name: string; role: Role };
  }
}

export type Caller = Pick<Visitor, "address" | "userAgent"> & { cookie?: string | null; requestId?: string };

/** Made for each request, because a new session notes who asked for it. */
export function authOptions(
  caller: Caller,
  providers: AuthOptions["providers"] = oauthProviders(),
): AuthOptions {
  const { secret, publicUrl } = use("config");
  // The only way to tell next-auth its own address; read by it at each request.
  process.env.NEXTAUTH_URL = publicUrl;
  let proof: Proof | undefined;
  return {
    secret,
    useSecureCookies: usesSecureCookies(),
    cookies: authCookies(),
    session: { strategy: "jwt", maxAge: limits.sessionMs / 1000 },
    jwt: { decode: () => liveClaims(caller.cookie) },
    pages: { signIn: "/sign-in", signOut: "/", error: "/sign-in" },
    providers: [
      passwordProvider(caller, (given) => {
        proof = given;
      }),
      ...providers,
    ],
    logger: {
      error: (code, cause) => {
        const error = cause instanceof Error ? cause : (cause as { error?: unknown } | undefined)?.error;
        if (!(error instanceof SessionOver)) logSignInError(code, error, caller.requestId);
      },
      warn: () => {},
      debug: () => {},
    },
    callbacks: {
      redirect: ({ url }) => `${publicUrl}${returnPath(url, publicUrl)}`,
      async signIn({ user, account, profile }) {
        if (account?.type !== "oauth") return true;
        const verified = verifiedProfile(profile);
        const adopted = verified && (await adopt(verified, caller));
        if (!adopted) return `${publicUrl}/sign-in?error=unverified_email`;
        publish(adopted);
        const { hasTotp } = await unsafeFindFactor(adopted.userId, networkOf(caller.address));
        if (hasTotp) return codeAddress(adopted.userId, caller, publicUrl);
        user.id = adopted.userId;
        proof = { kind: "provider", hasCode: false };
        return true;
      },
      async jwt({ token, user }) {
        // A user is given once, at the moment of signing in.
        if (!user) return token;
        if (!proof) throw new Error("A sign-in without proof.");
        const network = networkOf(caller.address);
        const start = { userId: user.id, kind: "COOKIE", proof, visitor: caller, network } as const;
        const session = await startSession(start);
        publish(session);
        await endReplaced(caller.cookie);
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
        publish(await endSession(token.sub, sessionId));
      },
    },
  };
}

/** When this is thrown, next-auth clears the cookie and reports to the page that there is no session. */
class SessionOver extends Error {}

async function adopt({ email, name }: { email: string; name: string | null }, { cookie }: Caller) {
  const inviterId = await inviterOnTheWay(readReturnCookie(cookie));
  return unsafeAdoptAccount(email, safeName(name, email, use("config").reservedNames), inviterId);
}

/** The address of the page that asks for the second factor's code after a sign-in through another service. */
function codeAddress(userId: string, { cookie }: Caller, publicUrl: string): string {
  const query = new URLSearchParams({ error: "code_required", ticket: signTicket(userId, Date.now()) });
  const returnTo = readReturnCookie(cookie);
  if (returnTo) query.set("callbackUrl", returnPath(returnTo, publicUrl));
  return `${publicUrl}/sign-in?${query}`;
}

/** next-auth reads only one cookie of a name. If a browser sends several, this picks the one with a live session. */
async function liveClaims(
  cookie: string | null | undefined,
): Promise<(SessionClaims & { sub?: string }) | null> {
  const all = await readSessionClaims(cookie);
  // One that is ours beside others that are not: whether its session is live is asked later.
  if (all.length < 2) return all[0] ?? null;
  for (const claims of all) {
    const sessionId = sessionIdOf(claims);
    if (sessionId !== null && (await unsafeFindSession(sessionId))) return claims;
  }
  return null;
}

/** The browser forgets the cookies that it came with, so what they stood for ends. */
async function endReplaced(cookie: string | null | undefined): Promise<void> {
  for (const claims of await readSessionClaims(cookie)) {
    const sessionId = sessionIdOf(claims);
    if (sessionId === null || !claims.sub) continue;
    publish(await endSession(claims.sub, sessionId, "replaced"));
  }
}
