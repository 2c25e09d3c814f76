// Valid input for every command, complete in every field, with an allowed caller. Tests of bad input spoil it one field
// at a time, and tests of access send it as another user. A new command does not compile without samples.
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Actor, Visitor } from "../../lib/contract/actor";
import type { CommandName, CommandOf } from "../../lib/contract/commands";
import type { Message, User } from "../../lib/contract/entities";
import { limits } from "../../lib/contract/limits";
import { createUser } from "../../lib/domain/account/create-user";
import { openConversation } from "../../lib/domain/conversation/open-conversation";
import { createNote } from "../../lib/domain/note/create-note";
import { createQuickReply } from "../../lib/domain/quick-reply/create-quick-reply";
import { createTotp } from "../../lib/domain/totp/create-totp";
import { enableTotp } from "../../lib/domain/totp/enable-totp";
import { stepAt, totpCode } from "../../lib/domain/totp/totp-code";
import { signInvitation } from "../../lib/server/auth/invitation-token";
import { totpVault } from "../../lib/server/auth/totp-vault";
import { prisma } from "../../lib/server/db";
import { makeListing, makeScene, makeUser, type Scene, say } from "./people";

export type World = Scene & {
  /** From the customer, the first message of the conversation. */
  message: Message;
  /** From the seller, in reply. */
  answer: Message;
  strangers: { customer: Actor; seller: Actor };
  admin: Actor;
};

export async function makeWorld(): Promise<World> {
  const [scene, customer, seller, admin] = await Promise.all([
    makeScene(),
    makeUser("CUSTOMER", "Strange customer"),
    makeUser("SELLER", "Strange seller"),
    makeUser("ADMIN"),
  ]);
  const message = await say(scene.customer, scene.conversation.id, "Is it still there?");
  const answer = await say(scene.seller, scene.conversation.id, "It is.");
  return { ...scene, message, answer, strangers: { customer, seller }, admin };
}

export type SampleOf<N extends CommandName> = {
  caller: CommandOf<N>["access"] extends "public" ? Actor | null : Actor;
  input: z.input<CommandOf<N>["input"]>;
};

export const password = "correct horse battery";
const visitor: Visitor = { actor: null, address: "192.0.2.1", userAgent: null };

/** A user who can sign in with `password`. */
export async function makeAccount(
  role: "CUSTOMER" | "SELLER" = "CUSTOMER",
): Promise<User & { email: string }> {
  const email = `account-${randomUUID()}@parley.test`;
  const { data } = await createUser(visitor, { email, password, name: "Pat", role });
  return { ...data.user, email };
}

/** The same, with a session of their own. */
async function makeSignedIn(): Promise<Actor> {
  const { id: userId, role, name } = await makeAccount();
  const actor = { userId, role, name, sessionId: "" };
  return { ...actor, sessionId: await makeSession(actor) };
}

/** A second factor in set-up, and a code that confirms it. */
export async function beginTotp(actor: Actor) {
  const vault = totpVault();
  const { recoveryCodes } = (await createTotp(actor, vault)).data;
  const { secret } = await prisma().totp.findUniqueOrThrow({ where: { userId: actor.userId } });
  const opened = vault.open(secret, actor.userId);
  return { recoveryCodes, secret: opened, code: totpCode(opened, stepAt(Date.now())) };
}

async function makeDeal({ customer, seller, listingId }: Scene): Promise<string> {
  const parties = { customerId: customer.userId, sellerId: seller.userId, listingId };
  const deal = await prisma().deal.create({
    data: { ...parties, kind: "ORDER", totalMinor: 5_000, currency: "EUR" },
  });
  return deal.id;
}

async function makeSession({ userId }: Actor): Promise<string> {
  const expiresAt = new Date(Date.now() + 3_600_000);
  return (await prisma().session.create({ data: { userId, kind: "TOKEN", expiresAt } })).id;
}

const outgoing = () => ({
  id: randomUUID(),
  type: "TEXT" as const,
  text: "Hello",
  payload: null,
  attachmentIds: [],
});

const listing = {
  kind: "VEHICLE" as const,
  title: "Blue van",
  description: "Runs well.",
  priceMinor: 450_000,
  currency: "EUR",
  photos: ["https://pictures.example/van.jpg"],
  attributes: { year: "2019" },
  status: "ACTIVE" as const,
};

/** From a member of the conversation, with only the conversation as input. */
const ofMember = async ({ customer: caller, conversation }: World) => [
  { caller, input: { conversationId: conversation.id } },
];
const ofCustomer = async ({ customer: caller }: World) => [{ caller, input: {} }];
const watermark = async ({ customer: caller, conversation }: World) => [
  { caller, input: { conversationId: conversation.id, seq: 1 } },
];
const reaction = async ({ customer: caller, answer }: World) => [
  { caller, input: { messageId: answer.id, emoji: "👍" } },
];

async function quickReplyOf(world: World): Promise<string> {
  const { data } = await createQuickReply(world.seller, {
    shortcut: `r-${randomUUID().slice(0, 8)}`,
    text: "Hi",
  });
  return data.quickReply.id;
}

const invitationOf = ({ userId: sellerId }: Actor) =>
  signInvitation({ sellerId, expiresAtMs: Date.now() + limits.invitationMs });

export const samples: { readonly [N in CommandName]: (world: World) => Promise<SampleOf<N>[]> } = {
  "user:create": async ({ seller }) => [
    {
      caller: null,
      input: {
        email: `sample-${randomUUID()}@parley.test`,
        password,
        name: "Pat",
        role: "CUSTOMER",
        invitation: invitationOf(seller),
      },
    },
  ],
  "token:create": async () => [{ caller: null, input: { email: (await makeAccount()).email, password } }],
  "token:revoke": ofCustomer,
  "me:get": ofCustomer,
  "me:update": async ({ customer: caller }) => [
    { caller, input: { name: "Kim", phone: "+49 30 1234", avatarUrl: "https://pictures.example/kim.jpg" } },
  ],
  "me:unread": ofCustomer,
  "me:password": async () => [
    { caller: await makeSignedIn(), input: { current: password, password: "a better horse" } },
  ],
  "totp:get": ofCustomer,
  "totp:create": ofCustomer,
  "totp:enable": async ({ customer: caller }) => [
    { caller, input: { code: (await beginTotp(caller)).code } },
  ],
  "totp:disable": async ({ customer: caller }) => {
    const { code, recoveryCodes } = await beginTotp(caller);
    await enableTotp(caller, { code }, totpVault(), Date.now());
    return [{ caller, input: { code: recoveryCodes[0] ?? "" } }];
  },
  "session:list": async ({ customer: caller }) => [{ caller, input: { limit: 5 } }],
  "session:revoke": async ({ customer: caller }) => [
    { caller, input: { sessionId: await makeSession(caller) } },
  ],
  "invitation:create": async ({ seller: caller }) => [{ caller, input: {} }],
  "invitation:get": async ({ seller }) => [{ caller: null, input: { token: invitationOf(seller) } }],
  "listing:list": async ({ seller }) => [
    {
      caller: null,
      input: { kind: "PRODUCT", sellerId: seller.userId, search: "listing", status: "ACTIVE", limit: 5 },
    },
  ],
  "listing:get": async ({ listingId }) => [{ caller: null, input: { listingId } }],
  "listing:create": async ({ seller: caller }) => [{ caller, input: listing }],
  "listing:update": async ({ seller: caller, listingId }) => [{ caller, input: { listingId, ...listing } }],
  "conversation:open": async (world) => {
    const { customer, seller } = world;
    const listingId = await makeListing(seller);
    return [
      { caller: customer, input: { listingId, message: outgoing() } },
      { caller: seller, input: { listingId, customerId: customer.userId } },
      { caller: customer, input: { dealId: await makeDeal(world) } },
      { caller: customer, input: { sellerId: seller.userId, message: { id: randomUUID(), text: "Hello" } } },
      { caller: seller, input: { customerId: customer.userId } },
    ];
  },
  "conversation:list": async ({ seller: caller, customer, listingId }) => [
    {
      caller,
      input: {
        status: "ACTIVE",
        search: "listing",
        unread: true,
        flagged: false,
        pinned: false,
        tag: "later",
        priority: "HIGH",
        listingId,
        customerId: customer.userId,
        sellerId: caller.userId,
        side: "seller",
        waiting: true,
        limit: 5,
      },
    },
  ],
  "conversation:get": ofMember,
  "conversation:update": async ({ seller: caller, conversation }) => [
    {
      caller,
      input: {
        conversationId: conversation.id,
        status: "ENDED",
        priority: "HIGH",
        tags: ["later"],
        archived: true,
        pinned: true,
        mutedUntil: "2030-01-01T00:00:00Z",
      },
    },
  ],
  "conversation:changes": async ({ customer: caller, conversation }) => [
    { caller, input: { conversationId: conversation.id, since: 1 } },
  ],
  "conversation:read": watermark,
  "conversation:delivered": watermark,
  "conversation:block": ofMember,
  "conversation:unblock": ofMember,
  "message:send": async ({ customer: caller, conversation, message }) => [
    { caller, input: { conversationId: conversation.id, ...outgoing(), replyToId: message.id } },
  ],
  "message:list": async ({ customer: caller, conversation }) =>
    [{ before: 3 }, { after: 0 }, { around: 1 }].map((place) => ({
      caller,
      input: { conversationId: conversation.id, limit: 5, ...place },
    })),
  "message:edit": async ({ customer: caller, message }) => [
    { caller, input: { messageId: message.id, text: "Is it still for sale?" } },
  ],
  "message:delete": async ({ customer: caller, message }) => [{ caller, input: { messageId: message.id } }],
  "message:react": reaction,
  "message:unreact": reaction,
  "message:forward": async ({ customer: caller, seller, message }) => {
    const other = await openConversation(caller, { listingId: await makeListing(seller) });
    const input = { messageId: message.id, conversationId: other.data.conversation.id, id: randomUUID() };
    return [{ caller, input }];
  },
  "message:search": async ({ customer: caller, conversation }) => [
    {
      caller,
      input: {
        q: "still",
        conversationId: conversation.id,
        from: caller.userId,
        type: "TEXT",
        before: "2100-01-01T00:00:00Z",
        limit: 5,
      },
    },
  ],
  "note:list": async ({ seller: caller, conversation }) => [
    { caller, input: { conversationId: conversation.id, limit: 5 } },
  ],
  "note:create": async ({ seller: caller, conversation }) => [
    { caller, input: { conversationId: conversation.id, id: randomUUID(), text: "Seems serious." } },
  ],
  "note:delete": async ({ seller: caller, conversation }) => {
    const noteId = randomUUID();
    await createNote(caller, { conversationId: conversation.id, id: noteId, text: "A note" });
    return [{ caller, input: { conversationId: conversation.id, noteId } }];
  },
  "customer:list": async ({ seller: caller }) => [
    { caller, input: { search: "customer", sort: "recent", limit: 5 } },
  ],
  "customer:get": async ({ seller: caller, customer }) => [
    { caller, input: { customerId: customer.userId } },
  ],
  "presence:get": async ({ customer: caller, seller }) => [{ caller, input: { userIds: [seller.userId] } }],
  "presence:watch": async ({ customer: caller, seller }) => [{ caller, input: { userIds: [seller.userId] } }],
  sync: async ({ customer: caller, conversation }) => [
    { caller, input: { conversations: [{ id: conversation.id, rev: 0 }], side: "customer" } },
  ],
  "typing:set": async ({ customer: caller, conversation }) => [
    { caller, input: { conversationId: conversation.id, typing: true } },
  ],
  "tag:list": async ({ seller: caller }) => [{ caller, input: {} }],
  "quick-reply:list": async ({ seller: caller }) => [{ caller, input: { limit: 5 } }],
  "quick-reply:create": async ({ seller: caller }) => [
    { caller, input: { shortcut: `s-${randomUUID().slice(0, 8)}`, text: "Hello {customer}" } },
  ],
  "quick-reply:update": async (world) => [
    {
      caller: world.seller,
      input: { id: await quickReplyOf(world), shortcut: `u-${randomUUID().slice(0, 8)}`, text: "Bye" },
    },
  ],
  "quick-reply:delete": async (world) => [{ caller: world.seller, input: { id: await quickReplyOf(world) } }],
  "away-message:get": async ({ seller: caller }) => [{ caller, input: {} }],
  "away-message:set": async ({ seller: caller }) => [
    {
      caller,
      input: {
        enabled: true,
        text: "Back tomorrow.",
        timezone: "Europe/Berlin",
        hours: [{ day: 1, from: "09:00", to: "18:00" }],
      },
    },
  ],
};
