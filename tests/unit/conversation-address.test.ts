// The one function that decides at which address a conversation is read.
import { describe, expect, it } from "vitest";
import { addressOf, addressOn, baseOf, readAddress } from "../../components/shell/conversation-address";
import type { Member } from "../../lib/contract/entities";
import { unreadOn } from "../../lib/contract/unread-on";

const id = "0198f000-0000-7000-8000-000000000001";
const mark = { name: "", avatarUrl: null, readSeq: 0, deliveredSeq: 0, readAt: null };
const members: Member[] = [
  { ...mark, userId: "buyer", role: "CUSTOMER" },
  { ...mark, userId: "seller", role: "SELLER" },
  { ...mark, userId: "moderator", role: "ADMIN" },
];
const conversation = { id, members };

describe("the address of a conversation", () => {
  it("is in the inbox of its customer and on the dashboard of its seller", () => {
    expect(addressOf(conversation, "buyer")).toBe(`/inbox/${id}`);
    expect(addressOf(conversation, "seller")).toBe(`/dashboard/messages/${id}`);
  });

  it("is in the inbox for an admin, who belongs to neither side", () => {
    expect(addressOf(conversation, "moderator")).toBe(`/inbox/${id}`);
    expect(addressOn(null, id)).toBe(`/inbox/${id}`);
    expect(baseOf(null)).toBe("/inbox");
  });

  it("names the message to show", () => {
    expect(addressOf(conversation, "seller", 42)).toBe(`/dashboard/messages/${id}?message=42`);
  });

  it("tells which conversation is open, and in which inbox", () => {
    for (const side of ["customer", "seller"] as const) {
      const base = baseOf(side);
      expect(readAddress(addressOn(side, id))).toEqual({ base, openId: id });
      expect(readAddress(base)).toEqual({ base, openId: null });
      expect(readAddress(`${base}/shell`)).toEqual({ base, openId: null });
    }
  });

  it("matches no other page", () => {
    for (const path of ["/inboxes", `/listings/${id}`, "/dashboard/listings", "/"])
      expect(readAddress(path)).toEqual({ base: null, openId: null });
  });
});

it("counts unread messages on each side, and all of them for admins", () => {
  const unread = { conversations: 5, asCustomer: { messages: 9, conversations: 2 } };
  expect(unreadOn(unread, "customer")).toBe(2);
  expect(unreadOn(unread, "seller")).toBe(3);
  expect(unreadOn(unread, null)).toBe(5);
});
