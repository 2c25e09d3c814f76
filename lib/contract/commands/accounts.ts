import { z } from "zod";
import { command } from "../command";
import * as e from "../entities";
import { exampleInvitation } from "../invitation";
import { limits } from "../limits";
import { personName } from "../names";
import * as v from "../values";

const code = z.string().max(limits.totpCodeChars);
/** Halves of characters are all hashed alike, so a password of them would be any other of their number. */
const password = z
  .string()
  .min(limits.passwordMinChars)
  .max(limits.passwordMaxChars)
  .refine((text) => text.isWellFormed(), "Holds characters that cannot be typed.");

export const userCreate = command({
  name: "user:create",
  summary: "Sign up as a customer or as a seller.",
  access: "public",
  socket: false,
  http: { method: "POST", path: "/api/users" },
  input: z.strictObject({
    email: v.email,
    password,
    name: personName,
    role: z.enum(["CUSTOMER", "SELLER"]),
    invitation: z
      .string()
      .max(limits.invitationChars)
      .optional()
      .describe(
        "The token of a seller's invitation, for customers. That seller then sees their email and phone.",
      )
      .meta({ examples: [exampleInvitation] }),
  }),
  output: z.object({ user: e.user }),
});

export const tokenCreate = command({
  name: "token:create",
  summary: "Exchange email and password, or the session that calls, for a bearer token.",
  access: "public",
  socket: false,
  withoutSecondFactor: true,
  http: { method: "POST", path: "/api/tokens" },
  input: z.strictObject({
    email: z.string().max(limits.emailChars).optional(),
    password: z.string().max(limits.passwordMaxChars).optional(),
    code: code
      .optional()
      .describe("Of the authenticator app, or a recovery code, for who has a second factor."),
  }),
  output: z.object({ token: z.string(), expiresAt: v.timeOut, user: e.user }),
});

export const tokenRevoke = command({
  name: "token:revoke",
  summary: "Revoke the token or session that calls.",
  socket: false,
  withoutSecondFactor: true,
  http: { method: "DELETE", path: "/api/tokens" },
  input: z.strictObject({}),
  output: z.object({ revoked: z.boolean() }),
});

export const meGet = command({
  name: "me:get",
  summary: "Who is calling.",
  withoutSecondFactor: true,
  http: { method: "GET", path: "/api/me" },
  input: z.strictObject({}),
  output: z.object({ user: e.user }),
});

export const meUpdate = command({
  name: "me:update",
  summary: "Change one's own profile.",
  http: { method: "PATCH", path: "/api/me" },
  input: z.strictObject({
    name: personName.optional(),
    phone: v.line(limits.phoneChars).nullable().optional(),
    avatarUrl: v.pictureUrl.nullable().optional(),
  }),
  output: z.object({ user: e.user }),
});

export const mePassword = command({
  name: "me:password",
  summary: "Change one's own password, which ends every other sign-in.",
  socket: false,
  rate: "credentials",
  http: { method: "PUT", path: "/api/me/password" },
  input: z.strictObject({
    current: z
      .string()
      .max(limits.passwordMaxChars)
      .optional()
      .describe(
        "The present password. An account without one sets its first within ten minutes of signing in.",
      ),
    password,
  }),
  output: z.object({ changed: z.boolean() }),
});

export const totpGet = command({
  name: "totp:get",
  summary: "Whether the caller's second factor is on.",
  socket: false,
  withoutSecondFactor: true,
  http: { method: "GET", path: "/api/me/totp" },
  input: z.strictObject({}),
  output: z.object({ enabled: z.boolean(), recoveryCodesLeft: z.int(), hasPassword: z.boolean() }),
});

export const totpCreate = command({
  name: "totp:create",
  summary: "Begin to set up an authenticator app as second factor.",
  socket: false,
  rate: "credentials",
  withoutSecondFactor: true,
  http: { method: "POST", path: "/api/me/totp" },
  input: z.strictObject({}),
  output: z.object({
    secret: z.string().describe("In base32, to be typed into the app."),
    uri: z.string().describe("The same as an address, to be shown as a QR code."),
    recoveryCodes: z
      .array(z.string())
      .describe("Each is good for one sign-in without the app. Shown this once."),
  }),
});

export const totpEnable = command({
  name: "totp:enable",
  summary: "Switch the second factor on, with a code that the app shows.",
  socket: false,
  rate: "credentials",
  withoutSecondFactor: true,
  http: { method: "PUT", path: "/api/me/totp" },
  input: z.strictObject({ code }),
  output: z.object({ enabled: z.boolean() }),
});

export const totpDisable = command({
  name: "totp:disable",
  summary: "Switch the second factor off, with a code of the app or a recovery code.",
  socket: false,
  rate: "credentials",
  http: { method: "DELETE", path: "/api/me/totp" },
  input: z.strictObject({ code }),
  output: z.object({ enabled: z.boolean() }),
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
