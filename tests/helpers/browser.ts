// Runs next-auth with our options as Next does, with a cookie jar instead of a browser.
import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth, { type AuthOptions } from "next-auth";
import { authenticate } from "../../lib/server/auth/authenticate";
import { authOptions } from "../../lib/server/auth/next-auth";
import { password } from "./accounts";

export const browserCaller = { address: "192.0.2.1", userAgent: "a browser" };

export type BrowserAnswer = { status: number; location: string; error: string | null; body: unknown };

export class Browser {
  readonly cookies = new Map<string, string>();
  /** Sent before the jar's cookies. The jar holds one cookie of each name. */
  extraCookies = "";

  constructor(private readonly providers: AuthOptions["providers"] = []) {}

  get header(): string {
    const own = [...this.cookies].map(([name, value]) => `${name}=${value}`);
    return [this.extraCookies, ...own].filter(Boolean).join("; ");
  }

  async call(method: string, path: string[], body: object = {}, query: object = {}): Promise<BrowserAnswer> {
    const answer: BrowserAnswer = { status: 200, location: "", error: null, body: null };
    const request = {
      method,
      headers: {},
      query: { ...query, nextauth: path },
      body,
      cookies: Object.fromEntries(
        [...this.cookies].map(([name, value]) => [name, decodeURIComponent(value)]),
      ),
    };
    const response = {
      status: (status: number) => {
        answer.status = status;
        return response;
      },
      getHeader: () => [],
      setHeader: (name: string, value: string | string[]) => {
        if (name === "Location") answer.location = String(value);
        if (name === "Set-Cookie") for (const line of value) this.keep(line);
        return response;
      },
      send: (sent: unknown) => {
        answer.body = sent;
      },
      json: (sent: unknown) => {
        answer.body = sent;
      },
      end: () => {},
    };
    const options = authOptions({ ...browserCaller, cookie: this.header }, this.providers);
    await NextAuth(request as unknown as NextApiRequest, response as unknown as NextApiResponse, options);
    if (answer.location) answer.error = new URL(answer.location).searchParams.get("error");
    return answer;
  }

  private keep(line: string): void {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === "") this.cookies.delete(name);
    else this.cookies.set(name, value);
  }

  async post(path: string[], fields: Record<string, string> = {}): Promise<BrowserAnswer> {
    const { body } = await this.call("GET", ["csrf"]);
    return this.call("POST", path, { ...fields, csrfToken: (body as { csrfToken: string }).csrfToken });
  }

  signIn = (email: string, given = password, callbackUrl = "/inbox") =>
    this.post(["callback", "credentials"], { email, password: given, callbackUrl });
  signOut = () => this.post(["signout"]);
  session = () => this.call("GET", ["session"]);
  whoami = () => authenticate({ cookie: this.header });
}
