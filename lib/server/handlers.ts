// Which domain function runs which command. The type makes a command without a function, or one that answers
// something else than was declared, a compile error.
import type { Actor, Visitor } from "../contract/actor";
import type { InputOf } from "../contract/command";
import type { CommandName, CommandOf } from "../contract/commands";
import type { Outcome } from "../contract/outcome";
import { changePassword } from "../domain/account/change-password";
import { getMe } from "../domain/account/get-me";
import { getUnread } from "../domain/account/get-unread";
import { getAwayMessage } from "../domain/away-message/get-away-message";
import { setAwayMessage } from "../domain/away-message/set-away-message";
import { blockConversation, unblockConversation } from "../domain/conversation/block-conversation";
import { getConversation } from "../domain/conversation/get-conversation";
import { listChanges } from "../domain/conversation/list-changes";
import { listConversations } from "../domain/conversation/list-conversations";
import { deliverConversation, readConversation } from "../domain/conversation/move-watermark";
import { openConversation } from "../domain/conversation/open-conversation";
import { updateConversation } from "../domain/conversation/update-conversation";
import { getCustomer } from "../domain/customer/get-customer";
import { listCustomers } from "../domain/customer/list-customers";
import { createListing } from "../domain/listing/create-listing";
import { getListing } from "../domain/listing/get-listing";
import { listListings } from "../domain/listing/list-listings";
import { updateListing } from "../domain/listing/update-listing";
import { deleteMessage } from "../domain/message/delete-message";
import { editMessage } from "../domain/message/edit-message";
import { forwardMessage } from "../domain/message/forward-message";
import { listMessages } from "../domain/message/list-messages";
import { reactToMessage, unreactToMessage } from "../domain/message/react-to-message";
import { sendMessage } from "../domain/message/send-message";
import { createNote } from "../domain/note/create-note";
import { deleteNote } from "../domain/note/delete-note";
import { listNotes } from "../domain/note/list-notes";
import { getPresence } from "../domain/presence/get-presence";
import { setTyping } from "../domain/presence/set-typing";
import { createQuickReply } from "../domain/quick-reply/create-quick-reply";
import { deleteQuickReply } from "../domain/quick-reply/delete-quick-reply";
import { listQuickReplies } from "../domain/quick-reply/list-quick-replies";
import { updateQuickReply } from "../domain/quick-reply/update-quick-reply";
import { searchMessages } from "../domain/search/search-messages";
import { listSessions } from "../domain/session/list-sessions";
import { revokeSession } from "../domain/session/revoke-session";
import { revokeToken } from "../domain/session/revoke-token";
import { syncClient } from "../domain/sync/sync-client";
import { listTags } from "../domain/tag/list-tags";
import { createTotp } from "../domain/totp/create-totp";
import { disableTotp } from "../domain/totp/disable-totp";
import { enableTotp } from "../domain/totp/enable-totp";
import { getTotp } from "../domain/totp/get-totp";
import { createToken } from "./auth/create-token";
import { createInvitation, getInvitation } from "./auth/invitations";
import { changeMe } from "./auth/own-name";
import { signUp } from "./auth/sign-up";
import { totpVault } from "./auth/totp-vault";
import { withPictures } from "./pictures";
import { online } from "./presence";

type CallerOf<N extends CommandName> = CommandOf<N>["access"] extends "public" ? Visitor : Actor;
type Handler<N extends CommandName> = (
  caller: CallerOf<N>,
  input: InputOf<CommandOf<N>>,
) => Promise<Outcome<CommandOf<N>>>;

export const handlers: { readonly [N in CommandName]: Handler<N> } = {
  "user:create": signUp,
  "token:create": createToken,
  "token:revoke": revokeToken,
  "me:get": getMe,
  "me:update": withPictures(changeMe),
  "me:unread": getUnread,
  "me:password": changePassword,
  "totp:get": getTotp,
  "totp:create": (actor) => createTotp(actor, totpVault()),
  "totp:enable": (actor, input) => enableTotp(actor, input, totpVault(), Date.now()),
  "totp:disable": (actor, input) => disableTotp(actor, input, totpVault(), Date.now()),
  "session:list": listSessions,
  "session:revoke": revokeSession,
  "invitation:create": createInvitation,
  "invitation:get": (_visitor, { token }) => getInvitation(token),
  "listing:list": listListings,
  "listing:get": getListing,
  "listing:create": withPictures(createListing),
  "listing:update": withPictures(updateListing),
  "conversation:open": openConversation,
  "conversation:list": listConversations,
  "conversation:get": getConversation,
  "conversation:update": updateConversation,
  "conversation:changes": listChanges,
  "conversation:read": readConversation,
  "conversation:delivered": deliverConversation,
  "conversation:block": blockConversation,
  "conversation:unblock": unblockConversation,
  "message:send": sendMessage,
  "message:list": listMessages,
  "message:edit": editMessage,
  "message:delete": deleteMessage,
  "message:react": reactToMessage,
  "message:unreact": unreactToMessage,
  "message:forward": forwardMessage,
  "message:search": searchMessages,
  "note:list": listNotes,
  "note:create": createNote,
  "note:delete": deleteNote,
  "customer:list": listCustomers,
  "customer:get": getCustomer,
  "presence:get": (actor, input) => getPresence(actor, input, online),
  "presence:watch": (actor, input) => getPresence(actor, input, online),
  "typing:set": (actor, input) => setTyping(actor, input),
  sync: syncClient,
  "tag:list": listTags,
  "quick-reply:list": listQuickReplies,
  "quick-reply:create": createQuickReply,
  "quick-reply:update": updateQuickReply,
  "quick-reply:delete": deleteQuickReply,
  "away-message:get": getAwayMessage,
  "away-message:set": setAwayMessage,
};
