import { z } from "zod";
import { command } from "../command";
import * as e from "../entities";
import { limits } from "../limits";
import * as v from "../values";

export const customerList = command({
  name: "customer:list",
  summary: "The seller's customers: everyone with a deal, a conversation or an invitation.",
  access: "SELLER",
  http: { method: "GET", path: "/api/customers" },
  input: z.strictObject({
    search: v.text(limits.searchChars).optional(),
    sort: z.enum(["name", "recent", "deals", "spent"]).optional(),
    ...v.pageInput,
  }),
  output: v.page(e.customer),
});

export const customerGet = command({
  name: "customer:get",
  summary: "One of the seller's customers, with their newest deals.",
  access: "SELLER",
  http: { method: "GET", path: "/api/customers/:customerId" },
  input: z.strictObject({ customerId: v.id }),
  output: z.object({ customer: e.customer, deals: z.array(e.deal) }),
});

export const presenceGet = command({
  name: "presence:get",
  summary: "Who is online, of the people with whom the caller shares a conversation.",
  http: { method: "GET", path: "/api/presence" },
  input: z.strictObject({ userIds: z.array(v.id).min(1).max(limits.presenceUsers) }),
  output: z.object({ items: z.array(e.presence) }),
});

export const typingSet = command({
  name: "typing:set",
  summary: "Tell the others that the caller is typing; forgotten after three seconds.",
  rate: "typing",
  whenSpent: "ignore",
  http: { method: "PUT", path: "/api/conversations/:conversationId/typing" },
  input: z.strictObject({ conversationId: v.id, typing: z.boolean() }),
  output: z.object({ conversationId: v.id, typing: z.boolean() }),
});
