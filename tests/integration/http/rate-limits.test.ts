// Rate limits as a program meets them, on a server with rate limits on.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { guessRates, limits, rates } from "../../../lib/contract/limits";
import { type Answer, Api } from "../../helpers/api";
import { makeListing, makeScene, makeUser } from "../../helpers/people";
import { testServer } from "../../helpers/server";

const server = testServer({ rateLimits: true });
const api = new Api(server);

/** Splits answers by outcome. Each refusal is rate_limited and gives the retry time in the header and in the body. */
function sorted(answers: readonly Answer[]) {
  const refused = answers.filter(({ body }) => !body.ok);
  for (const { status, headers, body } of refused) {
    expect(status).toBe(429);
    expect(body).toMatchObject({ error: { code: "rate_limited", retryAfterMs: expect.any(Number) } });
    expect(Number(headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
  }
  return { accepted: answers.length - refused.length, refused };
}

const waitOf = ({ body }: Answer): number => (body.ok ? 0 : (body.error.retryAfterMs ?? 0));

/** The number of calls that a bucket allows in this time, when all are sent at once. */
const most = ({ burst, perSecond }: { burst: number; perSecond: number }, tookMs: number) =>
  burst + Math.ceil((perSecond * tookMs) / 1_000) + 1;

async function timed<T>(work: Promise<T>): Promise<[T, number]> {
  const startedAt = performance.now();
  return [await work, performance.now() - startedAt];
}

describe("a burst", () => {
  it("of 60 messages stores exactly the accepted ones, about 40", async () => {
    const { customer, conversation } = await makeScene();
    const send = (index: number) =>
      api.request("message:send", customer, {
        conversationId: conversation.id,
        id: randomUUID(),
        text: `message ${index}`,
      });
    const [answers, tookMs] = await timed(Promise.all(Array.from({ length: 60 }, (_, index) => send(index))));
    const { accepted } = sorted(answers);
    expect(accepted).toBeGreaterThanOrEqual(rates.send.burst);
    expect(accepted).toBeLessThanOrEqual(most(rates.send, tookMs));
    const { conversation: after } = await api.call("conversation:get", customer, {
      conversationId: conversation.id,
    });
    expect(after.seq).toBe(accepted);
  });

  it("of one person does not limit anyone else", async () => {
    const { customer, seller, conversation } = await makeScene();
    const send = (caller: typeof customer) =>
      api.request("message:send", caller, {
        conversationId: conversation.id,
        id: randomUUID(),
        text: "Hello",
      });
    sorted(await Promise.all(Array.from({ length: 60 }, () => send(customer))));
    expect((await send(seller)).body.ok).toBe(true);
  });

  it("is over after the time that the answer says", async () => {
    const { customer } = await makeScene();
    const search = () => api.request("message:search", customer, { q: "hello" });
    const { refused } = sorted(await Promise.all(Array.from({ length: 12 }, search)));
    const waits = refused.map(waitOf);
    expect(waits.length).toBeGreaterThan(0);
    expect(Math.max(...waits)).toBeLessThanOrEqual(1_000 / rates.search.perSecond);
    await new Promise((done) => setTimeout(done, Math.max(...waits)));
    expect((await search()).body.ok).toBe(true);
  });

  it("of messages has the same limit when openings are sent beside it", async () => {
    const { customer, seller, conversation } = await makeScene();
    const outgoing = () => ({ id: randomUUID(), text: "Hello" });
    const conversationId = conversation.id;
    const send = () => api.request("message:send", seller, { conversationId, ...outgoing() });
    const open = () =>
      api.request("conversation:open", seller, { customerId: customer.userId, message: outgoing() });
    const calls = Array.from({ length: 60 }, (_, index) => (index % 2 ? send() : open()));
    const [answers, tookMs] = await timed(Promise.all(calls));
    const { accepted } = sorted(answers);
    expect(accepted).toBeGreaterThanOrEqual(rates.send.burst);
    expect(accepted).toBeLessThanOrEqual(most(rates.send, tookMs));
  });

  it("of openings is limited to 30 an hour for customers, and to the common rate for sellers at work", async () => {
    const [customer, seller] = await Promise.all([makeUser("CUSTOMER"), makeUser("SELLER")]);
    const listingId = await makeListing(seller);
    const open = () => api.request("conversation:open", customer, { listingId });
    const { accepted, refused } = sorted(await Promise.all(Array.from({ length: 33 }, open)));
    expect(accepted).toBe(rates.openConversation.burst);
    expect(Math.min(...refused.map(waitOf))).toBeGreaterThan(60_000);
    const asSeller = () =>
      api.request("conversation:open", seller, { listingId, customerId: customer.userId });
    expect(sorted(await Promise.all(Array.from({ length: 33 }, asSeller))).accepted).toBe(33);
  });

  it("of invitations is limited to 30 an hour for a seller", async () => {
    const seller = await makeUser("SELLER");
    const invite = () => api.request("invitation:create", seller, {});
    const { accepted, refused } = sorted(await Promise.all(Array.from({ length: 33 }, invite)));
    expect(accepted).toBe(rates.invitation.burst);
    expect(Math.min(...refused.map(waitOf))).toBeGreaterThan(60_000);
  });

  it("of openings is limited to 30 an hour for a seller who buys", async () => {
    const [buyer, seller] = await Promise.all([makeUser("SELLER"), makeUser("SELLER")]);
    const listingId = await makeListing(seller);
    const open = () => api.request("conversation:open", buyer, { listingId });
    const { accepted } = sorted(await Promise.all(Array.from({ length: 33 }, open)));
    expect(accepted).toBe(rates.openConversation.burst);
  });
});

describe("signing in", () => {
  it("is closed for an account and address after ten failures, even with the right password", async () => {
    const { email, password } = await api.signUp("CUSTOMER");
    const attempt = (given: string) => api.request("token:create", null, { email, password: given });
    for (let failures = 0; failures < limits.signInFailures; failures++) {
      expect((await attempt("wrong")).status).toBe(401);
    }
    const { refused } = sorted([await attempt("wrong"), await attempt(password)]);
    expect(refused).toHaveLength(2);
    const other = await api.signUp("CUSTOMER");
    const elsewhere = await api.request("token:create", null, {
      email: other.email,
      password: other.password,
    });
    expect(elsewhere.body.ok).toBe(true);
  });
});

describe("typing", () => {
  it("faster than its rate is dropped silently", async () => {
    const { customer, conversation } = await makeScene();
    const tell = () => api.request("typing:set", customer, { conversationId: conversation.id, typing: true });
    const answers = await Promise.all(Array.from({ length: 10 }, tell));
    for (const { body } of answers)
      expect(body).toEqual({ ok: true, data: { conversationId: conversation.id, typing: true } });
  });
});

// This test comes last, because it uses up the sign-ups of this network.
describe("signing up", () => {
  it("allows about ten accounts an hour, and says when the next is possible", async () => {
    const register = () =>
      api.request("user:create", null, {
        email: `new-${randomUUID()}@parley.test`,
        password: "correct horse battery",
        name: "Pat",
        role: "CUSTOMER",
      });
    const { accepted, refused } = sorted(await Promise.all(Array.from({ length: 12 }, register)));
    expect(accepted).toBeLessThanOrEqual(guessRates.signUp.burst);
    expect(Math.min(...refused.map(waitOf))).toBeGreaterThan(60_000);
  });
});
