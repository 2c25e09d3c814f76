// Calls the API of a running server as programs and browsers do. A call is written as its command. The answer must be
// an envelope with exactly the output that the command declares.
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Actor } from "../../lib/contract/actor";
import type { CommandName } from "../../lib/contract/commands";
import type { Envelope, ErrorBody } from "../../lib/contract/envelope";
import { errorTable } from "../../lib/contract/errors";
import { signToken } from "../../lib/domain/session/token";
import { use } from "../../lib/server/slot";
import { commandNamed, type InputOf, type Json, type OutputOf, type Request, requestFor } from "./request";
import type { TestServer } from "./server";

export { commandNamed, type Json, requestFor, routed } from "./request";

/** A user of this test's database, a token, a cookie, or null for a visitor. */
export type Caller = Actor | { token: string } | { cookie: string } | null;

export interface Sent extends Request {
  caller?: Caller;
  headers?: Record<string, string>;
  /** Bytes and text are sent unchanged, anything else as JSON. */
  body?: unknown;
}

export interface Answer<Data = unknown> {
  status: number;
  headers: Headers;
  /** The exact body. */
  text: string;
  body: Envelope<Data>;
}

export const tokenOf = (actor: Actor): string => signToken(actor.sessionId, use("config").secret);

function credentials(caller: Caller): Record<string, string> {
  if (caller === null) return {};
  if ("cookie" in caller) return { cookie: caller.cookie };
  return { authorization: `Bearer ${"token" in caller ? caller.token : tokenOf(caller)}` };
}

export class Api {
  constructor(private readonly server: TestServer) {}

  /** Sends any request. The answer must be an envelope with the matching status. */
  async send({ method, path, caller = null, headers = {}, body }: Sent): Promise<Answer> {
    const isRaw = typeof body === "string" || body instanceof Uint8Array;
    const response = await fetch(this.server.url + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...credentials(caller),
        ...headers,
      },
      body: body === undefined || isRaw ? (body as BodyInit | undefined) : JSON.stringify(body),
      redirect: "manual",
    });
    const text = await response.text();
    const answer = { status: response.status, headers: response.headers, text, body: parse(text) };
    checkEnvelope(answer, `${method} ${path}`);
    return answer;
  }

  /** Sends a command's input over its own route: a GET as a query, the others as JSON. */
  async request<N extends CommandName>(
    name: N,
    caller: Caller,
    input: Json = {},
  ): Promise<Answer<OutputOf<N>>> {
    const answer = await this.send({ ...requestFor(commandNamed(name), input), caller });
    if (answer.body.ok) checkOutput(name, answer.body.data);
    return answer as Answer<OutputOf<N>>;
  }

  /** Returns the data of a call that must succeed. */
  async call<N extends CommandName>(name: N, caller: Caller, input: InputOf<N>): Promise<OutputOf<N>> {
    const { body } = await this.request(name, caller, input as Json);
    if (!body.ok) throw new Error(`${name} was refused: ${JSON.stringify(body.error)}`);
    return body.data;
  }

  /** Returns the error of a call that must fail. */
  async refusal<N extends CommandName>(name: N, caller: Caller, input: InputOf<N>): Promise<ErrorBody> {
    const { body } = await this.request(name, caller, input as Json);
    if (body.ok) throw new Error(`${name} was not refused.`);
    return body.error;
  }

  async signUp(role: "CUSTOMER" | "SELLER", name = "Pat") {
    const email = `http-${randomUUID()}@parley.test`;
    const password = "correct horse battery";
    const { user } = await this.call("user:create", null, { email, password, name, role });
    return { user, email, password };
  }

  /** Signs in as a browser does, and returns its cookie. */
  async signInWithCookie(email: string, password: string): Promise<{ cookie: string }> {
    const csrf = await fetch(`${this.server.url}/api/auth/csrf`);
    const { csrfToken } = (await csrf.json()) as { csrfToken: string };
    const response = await fetch(`${this.server.url}/api/auth/callback/credentials`, {
      method: "POST",
      redirect: "manual",
      headers: { cookie: cookiesOf(csrf), "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ csrfToken, email, password, json: "true" }),
    });
    const cookie = cookiesOf(response);
    expect(cookie).toContain("session-token=");
    return { cookie };
  }
}

const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");

function parse(text: string): Envelope<unknown> {
  try {
    return JSON.parse(text) as Envelope<unknown>;
  } catch {
    throw new Error(`This is no JSON: ${text.slice(0, 200)}`);
  }
}

/** Success holds only data. Failure holds an error of the table, with its status and fields. */
function checkEnvelope({ status, headers, body }: Answer, what: string): void {
  expect(headers.get("content-type"), what).toMatch(/^application\/json/);
  if (body.ok) {
    expect(Object.keys(body), what).toEqual(["ok", "data"]);
    expect(status, what).toBe(200);
    return;
  }
  expect(Object.keys(body), what).toEqual(["ok", "error"]);
  const { code, message, details, retryAfterMs, ...further } = body.error;
  expect(further, what).toEqual({});
  expect(status, `${what} ${JSON.stringify(body)}`).toBe(errorTable[code]?.status);
  expect(message, what).toMatch(/^[A-Z].+[.!?]$/s);
  for (const detail of details ?? []) expect(Object.keys(detail), what).toEqual(["path", "message"]);
  if (retryAfterMs === undefined) return;
  expect(retryAfterMs, what).toBeGreaterThan(0);
  expect(headers.get("retry-after"), what).toBe(String(Math.ceil(retryAfterMs / 1000)));
}

/** Parsing drops undeclared fields, so an equal result proves that there were none. */
function checkOutput(name: CommandName, data: unknown): void {
  const parsed = commandNamed(name).output.safeParse(data);
  expect(parsed.error?.issues, `${name} answers what it declares`).toBeUndefined();
  expect(parsed.data, `${name} answers nothing else`).toEqual(data);
}
