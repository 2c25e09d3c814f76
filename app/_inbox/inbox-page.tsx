// The page of both inboxes: who may see it, and what it is first painted with. From then on the client engine goes on.
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { InboxApp } from "@/components/inbox/inbox-app";
import { filterOf, type Place, readPlace, writePlace } from "@/components/inbox/place";
import type { Side } from "@/components/inbox/use-place";
import { getText } from "@/components/text/get-text";
import { ProvideText } from "@/components/text/provide-text";
import type { Actor } from "@/lib/contract/actor";
import { isAppError } from "@/lib/contract/errors";
import { type Initial, type InitialThread, listKey } from "@/lib/contract/initial";
import { limits } from "@/lib/contract/limits";
import { getMe } from "@/lib/domain/account/get-me";
import { getConversation } from "@/lib/domain/conversation/get-conversation";
import { listConversations } from "@/lib/domain/conversation/list-conversations";
import { listMessages } from "@/lib/domain/message/list-messages";
import { pageActor } from "@/lib/server/auth/page-actor";
import { areasOf } from "./areas";

export type InboxPageProps = {
  params: Promise<{ id?: string[] }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const buyerSide: Side = { base: "/inbox", isSeller: false };
export const sellerSide: Side = { base: "/dashboard/messages", isSeller: true };

export async function inboxMetadata(side: Side): Promise<Metadata> {
  const t = await getText("inbox");
  return { title: t(side.isSeller ? "titleSeller" : "title") };
}

export async function InboxPage({ side, params, searchParams }: InboxPageProps & { side: Side }) {
  const [{ id: rest = [] }, given, actor] = await Promise.all([params, searchParams, pageActor()]);
  const place = readPlace(rest[0], queryOf(given));
  if (rest.length > 1 || (rest.length === 1 && place.conversationId === null)) notFound();
  if (!actor) redirect(`/sign-in?${new URLSearchParams({ callbackUrl: writePlace(side.base, place) })}`);
  // Sellers have their messages on their dashboard, everybody else in the inbox; a link to the other leads there.
  const own = actor.role === "SELLER" ? sellerSide : buyerSide;
  if (own.base !== side.base) redirect(writePlace(own.base, place));
  const { initial, pinned } = await readInitial(actor, place);
  const missingId = initial.conversation ? null : place.conversationId;
  return (
    <ProvideText areas={areasOf(side)}>
      <InboxApp initial={initial} pinned={pinned} side={side} missingId={missingId} />
    </ProvideText>
  );
}

function queryOf(given: Record<string, string | string[] | undefined>): URLSearchParams {
  const entries = Object.entries(given).flatMap(([name, value]) => {
    const first = Array.isArray(value) ? value[0] : value;
    return first === undefined ? [] : [[name, first]];
  });
  return new URLSearchParams(entries);
}

async function readInitial(actor: Actor, place: Place): Promise<{ initial: Initial; pinned: Initial }> {
  const filter = filterOf(place);
  const pinnedFilter = { ...filter, pinned: true };
  const hasPinned = filter.search === undefined;
  const [me, list, pins, opened] = await Promise.all([
    getMe(actor),
    listConversations(actor, filter),
    hasPinned ? listConversations(actor, { ...pinnedFilter, limit: limits.pins }) : null,
    readOpened(actor, place),
  ]);
  const { id, name, role, avatarUrl } = me.data.user;
  const shared = { me: { id, name, role, avatarUrl }, serverTime: new Date().toISOString() };
  return {
    initial: {
      ...shared,
      conversations: { key: listKey(filter), ...list.data },
      ...opened,
    },
    pinned: { ...shared, ...(pins && { conversations: { key: listKey(pinnedFilter), ...pins.data } }) },
  };
}

/** With more unread than this, the newest page would not hold the first of them. */
const unreadOnPage = limits.threadPageItems - 10;

/** The open conversation with the part of it that is seen first. What is not the reader's is not there. */
async function readOpened(
  actor: Actor,
  { conversationId, seq }: Place,
): Promise<Pick<Initial, "conversation" | "thread">> {
  if (!conversationId) return {};
  try {
    const { conversation } = (await getConversation(actor, { conversationId })).data;
    const isFar = conversation.unread > 0 && conversation.seq - conversation.readSeq > unreadOnPage;
    const around = seq ?? (isFar ? conversation.readSeq + 1 : undefined);
    const { items } = (await listMessages(actor, { conversationId, around })).data;
    const thread: InitialThread = {
      conversationId,
      messages: items,
      rev: conversation.rev,
      ...(around !== undefined && { around }),
    };
    return { conversation, thread };
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return {};
    throw error;
  }
}
