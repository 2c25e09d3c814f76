import { z } from "zod";
import { command } from "../command";
import * as e from "../entities";
import { limits } from "../limits";
import * as v from "../values";

const password = z.string().min(limits.passwordMinChars).max(limits.passwordMaxChars);

export const userCreate = command({
  name: "user:create",
  summary: "Sign up as a customer or as a seller.",
  access: "public",
  socket: false,
  http: { method: "POST", path: "/api/users" },
  input: z.strictObject({
    email: v.email,
    password,
    name: v.line(limits.nameChars),
    role: z.enum(["CUSTOMER", "SELLER"]),
    invitedById: v.id.optional().describe("The seller whose invitation brought this customer."),
  }),
  output: z.object({ user: e.user }),
});

export const tokenCreate = command({
  name: "token:create",
  summary: "Exchange email and password, or the session that calls, for a bearer token.",
  access: "public",
  socket: false,
  http: { method: "POST", path: "/api/tokens" },
  input: z.strictObject({
    email: z.string().max(limits.emailChars).optional(),
    password: z.string().max(limits.passwordMaxChars).optional(),
  }),
  output: z.object({ token: z.string(), expiresAt: v.timeOut, user: e.user }),
});

export const tokenRevoke = command({
  name: "token:revoke",
  summary: "Revoke the token or session that calls.",
  socket: false,
  http: { method: "DELETE", path: "/api/tokens" },
  input: z.strictObject({}),
  output: z.object({ revoked: z.boolean() }),
});

export const meGet = command({
  name: "me:get",
  summary: "Who is calling.",
  http: { method: "GET", path: "/api/me" },
  input: z.strictObject({}),
  output: z.object({ user: e.user }),
});

export const meUpdate = command({
  name: "me:update",
  summary: "Change one's own profile.",
  http: { method: "PATCH", path: "/api/me" },
  input: z.strictObject({
    name: v.line(limits.nameChars).optional(),
    phone: v.line(limits.phoneChars).nullable().optional(),
    avatarUrl: v.url.nullable().optional(),
  }),
  output: z.object({ user: e.user }),
});

export const meUnread = command({
  name: "me:unread",
  summary: "How many messages in how many conversations are unread.",
  http: { method: "GET", path: "/api/me/unread" },
  input: z.strictObject({}),
  output: e.unread,
});

export const sessionList = command({
  name: "session:list",
  summary: "The caller's sign-ins that still hold, newest first.",
  http: { method: "GET", path: "/api/me/sessions" },
  input: z.strictObject({ ...v.pageInput }),
  output: v.page(e.session),
});

export const sessionRevoke = command({
  name: "session:revoke",
  summary: "End one of the caller's sign-ins.",
  http: { method: "DELETE", path: "/api/me/sessions/:sessionId" },
  input: z.strictObject({ sessionId: v.id }),
  output: z.object({ revoked: z.boolean() }),
});
