// Signing in through GitHub or Google, for installations that set their variables.
import type { AuthOptions } from "next-auth";
import GitHub, { type GithubProfile } from "next-auth/providers/github";
import Google from "next-auth/providers/google";
import { z } from "zod";

type Provider = AuthOptions["providers"][number];
type Environment = Record<string, string | undefined>;

const requestTimeoutMs = 5_000;

export function oauthProviders(env: Environment = process.env): Provider[] {
  const providers: Provider[] = [];
  if (env.GITHUB_ID && env.GITHUB_SECRET) providers.push(gitHub(env.GITHUB_ID, env.GITHUB_SECRET));
  if (env.GOOGLE_CLIENT_ID && env.GOOGLE_CLIENT_SECRET) {
    providers.push(Google({ clientId: env.GOOGLE_CLIENT_ID, clientSecret: env.GOOGLE_CLIENT_SECRET }));
  }
  return providers;
}

/** GitHub's profile does not say whether its email is verified, so the list of emails is asked instead. */
function gitHub(clientId: string, clientSecret: string): Provider {
  return GitHub({
    clientId,
    clientSecret,
    userinfo: {
      url: "https://api.github.com/user",
      async request({ client, tokens }) {
        const accessToken = tokens.access_token ?? "";
        const profile = await client.userinfo<GithubProfile>(accessToken);
        const email = await fetchGitHubEmail(accessToken);
        return { ...profile, email, email_verified: email !== undefined };
      },
    },
  });
}

const gitHubEmails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

async function fetchGitHubEmail(accessToken: string): Promise<string | undefined> {
  const response = await fetch("https://api.github.com/user/emails", {
    headers: { Authorization: `Bearer ${accessToken}`, Accept: "application/vnd.github+json" },
    signal: AbortSignal.timeout(requestTimeoutMs),
  });
  if (!response.ok) return undefined;
  const emails = gitHubEmails.safeParse(await response.json());
  return emails.data?.find(({ primary, verified }) => primary && verified)?.email;
}

/** An email address that the service itself has verified. */
const vouched = z.object({
  email: z.string(),
  email_verified: z.literal(true),
  name: z.string().nullish().catch(null),
});

export function verifiedProfile(profile: unknown): { email: string; name: string | null } | null {
  const parsed = vouched.safeParse(profile);
  return parsed.success ? { email: parsed.data.email, name: parsed.data.name ?? null } : null;
}
