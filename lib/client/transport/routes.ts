// Where each command stands over HTTP. It follows from the declarations, whose schemas browsers are spared; the
// compiler asks for every name and tests/unit/client/routes.test.ts holds every address against its declaration.
import type { CommandName } from "../../contract/commands";

export const routes = {
  "me:get": "GET /api/me",
  "me:unread": "GET /api/me/unread",
  "me:update": "PATCH /api/me",
  "me:password": "PUT /api/me/password",
  "totp:get": "GET /api/me/totp",
  "totp:create": "POST /api/me/totp",
  "totp:enable": "PUT /api/me/totp",
  "totp:disable": "DELETE /api/me/totp",
  "session:list": "GET /api/me/sessions",
  "session:revoke": "DELETE /api/me/sessions/:sessionId",
  "token:create": "POST /api/tokens",
  "token:revoke": "DELETE /api/tokens",
  "user:create": "POST /api/users",
  "invitation:create": "POST /api/invitations",
  "invitation:get": "GET /api/invitations/:token",
  "listing:create": "POST /api/listings",
  "listing:get": "GET /api/listings/:listingId",
  "listing:list": "GET /api/listings",
  "listing:update": "PATCH /api/listings/:listingId",
  "conversation:block": "PUT /api/conversations/:conversationId/block",
  "conversation:changes": "GET /api/conversations/:conversationId/changes",
  "conversation:delivered": "PUT /api/conversations/:conversationId/delivered",
  "conversation:get": "GET /api/conversations/:conversationId",
  "conversation:list": "GET /api/conversations",
  "conversation:open": "POST /api/conversations",
  "conversation:read": "PUT /api/conversations/:conversationId/read",
  "conversation:unblock": "DELETE /api/conversations/:conversationId/block",
  "conversation:update": "PATCH /api/conversations/:conversationId",
  "note:create": "POST /api/conversations/:conversationId/notes",
  "note:delete": "DELETE /api/conversations/:conversationId/notes/:noteId",
  "note:list": "GET /api/conversations/:conversationId/notes",
  "message:delete": "DELETE /api/messages/:messageId",
  "message:edit": "PATCH /api/messages/:messageId",
  "message:forward": "POST /api/messages/:messageId/forward",
  "message:list": "GET /api/conversations/:conversationId/messages",
  "message:react": "PUT /api/messages/:messageId/reactions/:emoji",
  "message:search": "GET /api/search",
  "message:send": "POST /api/conversations/:conversationId/messages",
  "message:unreact": "DELETE /api/messages/:messageId/reactions/:emoji",
  "customer:get": "GET /api/customers/:customerId",
  "customer:list": "GET /api/customers",
  "presence:get": "GET /api/presence",
  "typing:set": "PUT /api/conversations/:conversationId/typing",
  "presence:watch": null,
  sync: "POST /api/sync",
  "away-message:get": "GET /api/away-message",
  "away-message:set": "PUT /api/away-message",
  "quick-reply:create": "POST /api/quick-replies",
  "quick-reply:delete": "DELETE /api/quick-replies/:id",
  "quick-reply:list": "GET /api/quick-replies",
  "quick-reply:update": "PATCH /api/quick-replies/:id",
  "tag:list": "GET /api/tags",
} as const satisfies Record<CommandName, string | null>;

/** Those that a socket does not take, because they are about the sign-in that the socket stands on. */
export const httpOnly: ReadonlySet<CommandName> = new Set([
  "me:password",
  "token:create",
  "token:revoke",
  "totp:create",
  "totp:disable",
  "totp:enable",
  "totp:get",
  "user:create",
]);

export type Address = { method: string; path: string; body: Record<string, unknown> | null };

/** The method, the address with its query, and the rest of the input as a body; null for what has no address. */
export function addressOf(name: CommandName, input: Record<string, unknown>): Address | null {
  const route = routes[name];
  if (route === null) return null;
  const [method = "GET", pattern = ""] = route.split(" ");
  const rest = { ...input };
  const path = pattern.replace(/:(\w+)/g, (_, field: string) => {
    const value = rest[field];
    delete rest[field];
    return encodeURIComponent(String(value));
  });
  if (method !== "GET") return { method, path, body: rest };
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(rest)) if (value !== undefined) query.set(key, String(value));
  return { method, path: query.size > 0 ? `${path}?${query}` : path, body: null };
}
