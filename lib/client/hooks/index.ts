"use client";
// The engine as React sees it. docs/client.md says what each of these promises.
export type { Presence } from "../../contract/entities";
export type { ConversationFilter, Initial, Me } from "../../contract/initial";
export { ParleyProvider } from "./context";
export { type ActionResult, type ConversationUpdate, useActions, useArrivals, useCall } from "./use-actions";
export { type Composer, type ComposerTarget, type SubmitResult, useComposer } from "./use-composer";
export {
  type ConversationsView,
  useConversation,
  useConversations,
  useDraft,
  useUnsent,
} from "./use-conversations";
export { useOwnQuickReplies } from "./use-own-quick-replies";
export { usePresence, useTyping } from "./use-people";
export { type Query, useQuery } from "./use-query";
export { useSend } from "./use-send";
export { type ConnectionView, useConnection, useMe, useReconnected, useUnread } from "./use-session";
export { type ThreadHandle, type ThreadItem, useFetchAhead, useMessageAt, useThread } from "./use-thread";
