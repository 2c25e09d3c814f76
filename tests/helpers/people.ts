// Minimal users, listings and conversations for tests.
import { randomBytes } from "node:crypto";
import type { Actor } from "../../lib/contract/actor";
import type { Conversation } from "../../lib/contract/entities";
import { uuidv7 } from "../../lib/contract/uuid";
import type { Role } from "../../lib/contract/values";
import { openConversation } from "../../lib/domain/conversation/open-conversation";
import { sendMessage } from "../../lib/domain/message/send-message";
import { totpVault } from "../../lib/server/auth/totp-vault";
import { prisma } from "../../lib/server/db";

let count = 0;

export async function makeUser(role: Role, name = `${role.toLowerCase()} ${++count}`): Promise<Actor> {
  const id = uuidv7();
  // Without a second factor, an admin may only set one up.
  const secret = role === "ADMIN" ? totpVault().seal(randomBytes(20), id) : null;
  const totp = secret === null ? undefined : { create: { secret, enabledAt: new Date() } };
  await prisma().user.create({
    data: { id, role, name, email: `user-${id}@parley.test`, unreadTotal: { create: {} }, totp },
  });
  const session = await prisma().session.create({
    data: { userId: id, kind: "TOKEN", expiresAt: new Date(Date.now() + 3_600_000) },
  });
  return { userId: id, role, name, sessionId: session.id };
}

export async function makeListing(seller: Actor, title = `Listing ${++count}`): Promise<string> {
  const listing = await prisma().listing.create({
    data: {
      sellerId: seller.userId,
      kind: "PRODUCT",
      title,
      priceMinor: 125_000,
      currency: "EUR",
      photos: [],
    },
  });
  return listing.id;
}

export type Scene = { customer: Actor; seller: Actor; listingId: string; conversation: Conversation };

/** A customer and a seller with an open conversation about a listing, without messages. */
export async function makeScene(): Promise<Scene> {
  const [customer, seller] = await Promise.all([makeUser("CUSTOMER"), makeUser("SELLER")]);
  const listingId = await makeListing(seller);
  const { data } = await openConversation(customer, { listingId });
  return { customer, seller, listingId, conversation: data.conversation };
}

export async function say(actor: Actor, conversationId: string, text: string, id = uuidv7()) {
  const { data } = await sendMessage(actor, { conversationId, id, type: "TEXT", text });
  return data.message;
}
