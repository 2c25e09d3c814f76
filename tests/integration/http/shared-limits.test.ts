// Limits beside the rate of each command: for a person over all commands, for searches, for pages and for sign-ins.
import { describe, expect, it } from "vitest";
import { pageRates, rates } from "../../../lib/contract/limits";
import { type Answer, Api } from "../../helpers/api";
import { ask } from "../../helpers/ask";
import { makeUser } from "../../helpers/people";
import { testServer } from "../../helpers/server";
import { cookieOf } from "../../helpers/session-cookie";
import { closeClientsAfterEach, connect } from "../../helpers/sockets";

const server = testServer({ rateLimits: true, env: { PARLEY_TRUST_PROXY: "1" } });
const api = new Api(server);
closeClientsAfterEach();

/** The number of calls that a bucket allows in this time, when all are sent at once. */
const most = ({ burst, perSecond }: { burst: number; perSecond: number }, tookMs: number) =>
  burst + Math.ceil((perSecond * tookMs) / 1_000) + 1;

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const startedAt = performance.now();
  return [await work(), performance.now() - startedAt];
}

const accepted = (answers: readonly Answer[]) => {
  for (const { body } of answers) if (!body.ok) expect(body.error.code).toBe("rate_limited");
  return answers.filter(({ body }) => body.ok).length;
};

describe("searching within the list", () => {
  it("counts against the rate of searches, and reading the list does not", async () => {
    const seller = await makeUser("SELLER");
    const list = (input: object) => () => api.request("conversation:list", seller, { ...input });
    const times = (count: number, work: () => Promise<Answer>) =>
      Promise.all(Array.from({ length: count }, work));
    const [found, tookMs] = await timed(() => times(15, list({ search: "sofa" })));
    expect(accepted(found)).toBeGreaterThanOrEqual(rates.search.burst);
    expect(accepted(found)).toBeLessThanOrEqual(most(rates.search, tookMs));
    expect(accepted(await times(15, list({})))).toBe(15);
    const messages = () => api.request("message:search", seller, { q: "sofa" });
    expect(accepted(await times(rates.search.burst, messages))).toBe(rates.search.burst);
  });
});

describe("all common commands of one person", () => {
  const names = [
    "me:get",
    "me:unread",
    "session:list",
    "tag:list",
    "quick-reply:list",
    "conversation:list",
  ] as const;

  it("share one rate over all commands and transports", async () => {
    const seller = await makeUser("SELLER");
    const client = await connect(server.url, seller);
    const overHttp = names.flatMap((name) => Array.from({ length: 20 }, () => api.request(name, seller, {})));
    const overSocket = Array.from({ length: 35 }, () => client.call("conversation:list", {}));
    const [[answers, acknowledged], tookMs] = await timed(async () => {
      return Promise.all([Promise.all(overHttp), Promise.all(overSocket)]);
    });
    const count = accepted(answers) + acknowledged.filter(({ ok }) => ok).length;
    expect(count).toBeGreaterThanOrEqual(rates.together.burst);
    expect(count).toBeLessThanOrEqual(most(rates.together, tookMs));
  });

  it("do not use up the rates of sending and typing", async () => {
    const seller = await makeUser("SELLER");
    await Promise.all(
      names.flatMap((name) => Array.from({ length: 30 }, () => api.request(name, seller, {}))),
    );
    const { body } = await api.request("message:search", seller, { q: "sofa" });
    expect(body.ok).toBe(true);
  });

  it("include calls of unknown commands", async () => {
    const client = await connect(server.url, await makeUser("CUSTOMER"));
    const [answers, tookMs] = await timed(() =>
      Promise.all(Array.from({ length: 90 }, (_, at) => client.call(`no:such:${at}`, {}))),
    );
    const codes = answers.map((answer) => (answer.ok ? "ok" : answer.error.code));
    expect(new Set(codes)).toEqual(new Set(["invalid_input", "rate_limited"]));
    const judged = codes.filter((code) => code === "invalid_input").length;
    expect(judged).toBeLessThanOrEqual(most(rates.other, tookMs));
  });
});

describe("pages", () => {
  const maxVisits = 5_000;
  const asPage = { accept: "text/html" };
  const visit = (headers: Record<string, string>, path = "/sign-in") =>
    ask(server.url + path, { ...asPage, ...headers });

  type Answers = Awaited<ReturnType<typeof visit>>[];

  /** Visits until a refusal, because a slow machine refills the bucket in the meantime. */
  async function visitUntilRefused(headersOf: (at: number) => Record<string, string>, path?: string) {
    const answers: Answers = [];
    const isRefused = () => answers.some(({ status }) => status === 429);
    const [, tookMs] = await timed(async () => {
      while (!isRefused() && answers.length < maxVisits) {
        const batch = Array.from({ length: 50 }, (_, at) => visit(headersOf(answers.length + at), path));
        answers.push(...(await Promise.all(batch)));
      }
    });
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    return { refused, accepted: answers.length - refused.length, tookMs };
  }

  it("are limited by network for visitors, and a small page says when to retry", async () => {
    const stranger = { "x-forwarded-for": "203.0.113.7" };
    const { refused, accepted: seen, tookMs } = await visitUntilRefused(() => stranger, "/offline");
    expect(seen).toBeGreaterThanOrEqual(pageRates.network.burst);
    expect(seen).toBeLessThanOrEqual(most(pageRates.network, tookMs));
    for (const { headers, text } of refused) {
      expect(Number(headers["retry-after"])).toBeGreaterThanOrEqual(1);
      expect(headers["content-security-policy"]).toContain("default-src 'none'");
      expect(text).not.toContain("<script");
    }
    expect((await visit({ "x-forwarded-for": "203.0.113.8" })).status).toBe(200);
    const files = await Promise.all(
      Array.from({ length: 50 }, () => ask(`${server.url}/demo/sofa.svg`, stranger)),
    );
    expect(files.every(({ status }) => status === 200)).toBe(true);
  });

  it("count all addresses of one IPv6 network, also with an invalid cookie", async () => {
    const office = (at: number) => ({
      "x-forwarded-for": `2001:db8:1:2:${at.toString(16)}::1`,
      cookie: `next-auth.session-token=${at}`,
    });
    const { accepted: seen, tookMs } = await visitUntilRefused(office, "/offline");
    expect(seen).toBeLessThanOrEqual(most(pageRates.network, tookMs));
    expect((await visit({ "x-forwarded-for": "2001:db8:1:3::9" }, "/offline")).status).toBe(200);
  });

  it("are limited by person for signed-in users, on any network", async () => {
    const cookie = await cookieOf(await makeUser("CUSTOMER"));
    const travelling = (at: number) => ({ "x-forwarded-for": `198.51.100.${at % 200}`, cookie });
    const { accepted: seen, tookMs } = await visitUntilRefused(travelling, "/offline");
    expect(seen).toBeGreaterThanOrEqual(pageRates.person.burst);
    expect(seen).toBeLessThanOrEqual(most(pageRates.person, tookMs));
    const colleague = await cookieOf(await makeUser("CUSTOMER"));
    expect((await visit({ ...travelling(1), cookie: colleague }, "/offline")).status).toBe(200);
  });

  it.each(["/api/auth/session", "/api/auth/csrf", "/api/auth/providers"])(
    "and %s is limited by network",
    async (path) => {
      const headers = { "x-forwarded-for": `198.51.100.${path.length}` };
      const { refused } = await visitUntilRefused(() => headers, path);
      expect(JSON.parse(refused[0]?.text ?? "")).toMatchObject({
        ok: false,
        error: { code: "rate_limited", retryAfterMs: expect.any(Number) },
      });
      expect((await visit({ "x-forwarded-for": "198.51.100.99" }, path)).status).toBe(200);
    },
  );
});
