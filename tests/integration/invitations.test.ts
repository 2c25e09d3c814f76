// An invitation is a seller's signed link. Only that seller can create it, and only a new customer can use it.
import { createHmac } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "../../lib/contract/actor";
import { limits } from "../../lib/contract/limits";
import { openConversation } from "../../lib/domain/conversation/open-conversation";
import { listCustomers } from "../../lib/domain/customer/list-customers";
import { readToken, signToken } from "../../lib/domain/session/token";
import { readInvitation, signInvitation } from "../../lib/server/auth/invitation-token";
import { createInvitation, getInvitation } from "../../lib/server/auth/invitations";
import { signUp } from "../../lib/server/auth/sign-up";
import { prisma } from "../../lib/server/db";
import { use } from "../../lib/server/slot";
import { freshEmail, password, visitor } from "../helpers/accounts";
import { testDatabase } from "../helpers/database";
import { makeUser } from "../helpers/people";

testDatabase({ rateLimits: true });

let networks = 0;
let address = "";
/** Sign-ups are limited by network, so each call uses a new one. */
beforeEach(() => {
  address = `203.0.113.${++networks}`;
});

const invitationOf = async (seller: Actor) => (await createInvitation(seller)).data.token;
const come = (invitation: string | undefined, role: "CUSTOMER" | "SELLER" = "CUSTOMER") =>
  signUp(visitor(null, address), { email: freshEmail(), password, name: "Pat", role, invitation });
const accounts = () => prisma().user.count();
const inDays = (days: number) => Date.now() + days * 24 * 60 * 60 * 1000;
const asActor = ({
  id: userId,
  role,
  name,
}: {
  id: string;
  role: "CUSTOMER" | "SELLER" | "ADMIN";
  name: string;
}) => ({
  userId,
  role,
  name,
  sessionId: "",
});

/** Expects that a sign-up refuses the link and stores nothing, and that the invitation page refuses it too. */
async function expectRefused(token: string, code: "invalid_input" | "gone") {
  const before = await accounts();
  const details = code === "gone" ? {} : { details: [{ path: "invitation" }] };
  await expect(come(token)).rejects.toMatchObject({ code, ...details });
  expect(await accounts()).toBe(before);
  await expect(getInvitation(token)).rejects.toMatchObject({ code: code === "gone" ? "gone" : "not_found" });
}

describe("an invitation", () => {
  it("is a sign-up link, valid for thirty days, that names the inviter but not their contact details", async () => {
    const seller = await makeUser("SELLER", "Toni Frame");
    const { token, url, expiresAt } = (await createInvitation(seller)).data;
    expect(url).toBe(`${use("config").publicUrl}/sign-up?invitation=${token}`);
    expect(Math.abs(Date.parse(expiresAt) - inDays(30))).toBeLessThan(60_000);
    expect((await getInvitation(token)).data).toEqual({
      seller: { id: seller.userId, name: "Toni Frame", avatarUrl: null },
      expiresAt,
    });
    expect(token.length).toBeLessThan(limits.invitationChars);
  });

  it("makes the new customer the seller's own, for any number of uses", async () => {
    const [seller, other] = await Promise.all([makeUser("SELLER"), makeUser("SELLER")]);
    const token = await invitationOf(seller);
    const [first, second] = [(await come(token)).data.user, (await come(token)).data.user];
    const seen = (await listCustomers(seller, {})).data.items;
    expect(seen.map(({ email }) => email).sort()).toEqual([first.email, second.email].sort());
    expect((await listCustomers(other, {})).data.items).toEqual([]);
    // Neither has a listing, so only the invitation allows the conversation.
    const { conversation } = (await openConversation(asActor(first), { sellerId: seller.userId })).data;
    expect(conversation.seller.id).toBe(seller.userId);
    await expect(openConversation(asActor(first), { sellerId: other.userId })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("is for customers only", async () => {
    const token = await invitationOf(await makeUser("SELLER"));
    await expect(come(token, "SELLER")).rejects.toMatchObject({
      code: "invalid_input",
      details: [{ path: "invitation" }],
    });
    expect((await come(undefined, "SELLER")).data.user.role).toBe("SELLER");
  });

  it("cannot be forged, changed, or moved to another seller", async () => {
    const [seller, other] = await Promise.all([makeUser("SELLER"), makeUser("SELLER")]);
    const token = await invitationOf(seller);
    const [version, payload = "", signature = ""] = token.split(".");
    const [, foreign] = (await invitationOf(other)).split(".");
    const later = signInvitation({ sellerId: seller.userId, expiresAtMs: inDays(300) }).split(".")[1];
    const foreignKey = createHmac("sha256", "x".repeat(64)).update(payload).digest("base64url");
    const forged = [
      "",
      "x",
      seller.userId,
      `${version}.${payload}`,
      `${version}.${payload}.${"A".repeat(43)}`,
      `${version}.${payload}.${foreignKey}`,
      `${version}.${foreign}.${signature}`,
      `${version}.${later}.${signature}`,
      `pi2.${payload}.${signature}`,
      `${token} `,
      `${token}=`,
      `${token}\0`,
    ];
    for (const each of forged) await expectRefused(each, "invalid_input");
  });

  it("has one spelling: no character of it can be replaced", async () => {
    const token = await invitationOf(await makeUser("SELLER"));
    for (let at = 0; at < token.length; at++)
      for (const other of ["A", "B", "_"]) {
        if (token[at] === other) continue;
        expect(readInvitation(token.slice(0, at) + other + token.slice(at + 1)), String(at)).toBeNull();
      }
  });

  it("cannot be used as a session token, and a session token cannot be used as an invitation", async () => {
    const seller = await makeUser("SELLER");
    const { secret } = use("config");
    await expectRefused(signToken(seller.userId, secret), "invalid_input");
    expect(readToken(await invitationOf(seller), secret)).toBeNull();
  });

  it("expires, and is invalid when its seller is suspended or no longer a seller", async () => {
    const [seller, customer] = await Promise.all([makeUser("SELLER"), makeUser("CUSTOMER")]);
    const of = (sellerId: string, expiresAtMs = inDays(1)) => signInvitation({ sellerId, expiresAtMs });
    await expectRefused(of(seller.userId, Date.now() - 1), "gone");
    await expectRefused(of(customer.userId), "gone");
    const change = (data: object) => prisma().user.update({ where: { id: seller.userId }, data });
    await change({ suspendedAt: new Date() });
    await expectRefused(of(seller.userId), "gone");
    await change({ suspendedAt: null, role: "CUSTOMER" });
    await expectRefused(of(seller.userId), "gone");
    await change({ role: "SELLER" });
    expect((await come(of(seller.userId))).data.user.role).toBe("CUSTOMER");
  });
});
