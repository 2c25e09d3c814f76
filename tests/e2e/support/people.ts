// Users of a single test, created through the API, so that tests are independent and can run in parallel.
import { randomUUID } from "node:crypto";
import type { BrowserContext } from "@playwright/test";
import type { CommandName } from "../../../lib/contract/commands";
import type { Conversation, Listing, Message, User } from "../../../lib/contract/entities";
import type { Envelope } from "../../../lib/contract/envelope";
import { commandNamed, type InputOf, type Json, type OutputOf, requestFor } from "../../helpers/request";

export const password = "correct horse battery";
const maxTries = 20;

/** A unique client address, because a network may create only about ten accounts an hour. */
export const freshAddress = (): string =>
  `10.${[0, 0, 0].map(() => Math.floor(Math.random() * 256)).join(".")}`;

/** Calls commands over HTTP, with or without a token, and waits when it is rate limited. */
export class Caller {
  private readonly address = freshAddress();

  constructor(
    readonly serverUrl: string,
    private readonly token: string | null = null,
  ) {}

  /** Returns the data of a call that must succeed. */
  async call<N extends CommandName>(name: N, input: InputOf<N>): Promise<OutputOf<N>> {
    const { method, path, body } = requestFor(commandNamed(name), input as Json);
    for (let tries = 1; ; tries++) {
      const response = await fetch(this.serverUrl + path, {
        method,
        headers: {
          "content-type": "application/json",
          "x-forwarded-for": this.address,
          ...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const answer = (await response.json()) as Envelope<OutputOf<N>>;
      if (answer.ok) return answer.data;
      const { retryAfterMs } = answer.error;
      if (answer.error.code !== "rate_limited" || retryAfterMs === undefined || tries === maxTries)
        throw new Error(`${name} was refused: ${JSON.stringify(answer.error)}`);
      await new Promise((done) => setTimeout(done, retryAfterMs));
    }
  }
}

export class Person extends Caller {
  constructor(
    serverUrl: string,
    token: string,
    readonly user: User & { email: string },
  ) {
    super(serverUrl, token);
  }

  get id(): string {
    return this.user.id;
  }

  get name(): string {
    return this.user.name;
  }

  async say(conversationId: string, text: string): Promise<Message> {
    const { message } = await this.call("message:send", { conversationId, id: randomUUID(), text });
    return message;
  }

  /** Every message of a conversation, in order. */
  async read(conversationId: string): Promise<Message[]> {
    const messages: Message[] = [];
    let after = 0;
    for (;;) {
      const { items } = await this.call("message:list", { conversationId, after, limit: 200 });
      const last = items.at(-1);
      if (!last) return messages;
      messages.push(...items);
      after = last.seq;
    }
  }
}

export type Scene = { customer: Person; seller: Person; listing: Listing; conversation: Conversation };

export class People {
  private count = 0;

  constructor(private readonly serverUrl: string) {}

  customer = (name?: string): Promise<Person> => this.signUp("CUSTOMER", name ?? `Buyer ${++this.count}`);
  seller = (name?: string): Promise<Person> => this.signUp("SELLER", name ?? `Seller ${++this.count}`);

  async signUp(role: "CUSTOMER" | "SELLER", name: string): Promise<Person> {
    const visitor = new Caller(this.serverUrl);
    const email = `e2e-${randomUUID()}@parley.test`;
    await visitor.call("user:create", { email, password, name, role });
    return this.enter(email, password);
  }

  /** A user with an account, like those of the demo. */
  async enter(email: string, withPassword = "parley-demo"): Promise<Person> {
    const visitor = new Caller(this.serverUrl);
    const { token, user } = await visitor.call("token:create", { email, password: withPassword });
    return new Person(this.serverUrl, token, { ...user, email });
  }

  async listing(seller: Person, fields: Partial<InputOf<"listing:create">> = {}): Promise<Listing> {
    const { listing } = await seller.call("listing:create", {
      kind: "PRODUCT",
      title: `Bicycle ${++this.count}`,
      description: "Hardly used.",
      priceMinor: 125_000,
      currency: "EUR",
      ...fields,
    });
    return listing;
  }

  /** A customer who has sent these messages to a seller about a listing. */
  async scene(texts: readonly string[] = ["Is it still there?"]): Promise<Scene> {
    const [customer, seller] = await Promise.all([this.customer(), this.seller()]);
    const listing = await this.listing(seller);
    const { conversation } = await customer.call("conversation:open", { listingId: listing.id });
    for (const text of texts) await customer.say(conversation.id, text);
    const { conversation: now } = await customer.call("conversation:get", {
      conversationId: conversation.id,
    });
    return { customer, seller, listing, conversation: now };
  }
}

/** Gives a browser the cookie of a sign-in, without using the page. */
export async function signInAs(
  context: BrowserContext,
  person: Person,
  withPassword = password,
): Promise<void> {
  const csrf = await context.request.get(`${person.serverUrl}/api/auth/csrf`);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const response = await context.request.post(`${person.serverUrl}/api/auth/callback/credentials`, {
    form: { csrfToken, email: person.user.email, password: withPassword, json: "true" },
  });
  const { url } = (await response.json()) as { url?: string };
  if (!response.ok() || !url || new URL(url).searchParams.has("error"))
    throw new Error(`${person.user.email} could not sign in: ${response.status()} ${url ?? ""}`);
}
