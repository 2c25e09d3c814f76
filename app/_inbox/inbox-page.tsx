// The page of both inboxes: who may see it, and what it is first painted with. From then on the client engine goes on.
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { InboxApp } from "@/components/inbox/inbox-app";
import { filterOf, type Place, readPlace, writePlace } from "@/components/inbox/place";
import { addressOf, baseOf } from "@/components/shell/conversation-address";
import { getText } from "@/components/text/get-text";
import { ProvideText } from "@/components/text/provide-text";
import type { Actor } from "@/lib/contract/actor";
import { isAppError } from "@/lib/contract/errors";
import { type Initial, type InitialThread, listKey } from "@/lib/contract/initial";
import { limits } from "@/lib/contract/limits";
import { sideOf } from "@/lib/contract/sides";
import type { Side } from "@/lib/contract/values";
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

/** Whose conversations a page lists. An admin is of neither side and has all of theirs in the inbox. */
export const shownSide = (side: Side, { role }: Pick<Actor, "role">): Side | null =>
  role === "ADMIN" ? null : side;

export async function inboxMetadata(side: Side): Promise<Metadata> {
  const [t, actor] = await Promise.all([getText("inbox"), pageActor()]);
  if (side === "seller") return { title: t("titleSeller") };
  return { title: t(actor?.role === "SELLER" ? "titleBuying" : "title") };
}

export async function InboxPage({ side: asked, params, searchParams }: InboxPageProps & { side: Side }) {
  const [{ id: rest = [] }, given, actor] = await Promise.all([params, searchParams, pageActor()]);
  const base = baseOf(asked);
  const place = readPlace(asked, rest[0], queryOf(given));
  if (rest.length > 1 || (rest.length === 1 && place.conversationId === null)) notFound();
  if (!actor) redirect(`/sign-in?${new URLSearchParams({ callbackUrl: writePlace(base, place) })}`);
  // Only sellers have a dashboard.
  if (asked === "seller" && actor.role !== "SELLER") redirect(writePlace(baseOf("customer"), place));
  const side = shownSide(asked, actor);
  const { initial, pinned } = await readInitial(actor, side, place);
  const { conversation } = initial;
  if (conversation && baseOf(sideOf(conversation, actor.userId)) !== base)
    redirect(addressOf(conversation, actor.userId, place.seq));
  const missingId = conversation ? null : place.conversationId;
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

async function readInitial(
  actor: Actor,
  side: Side | null,
  place: Place,
): Promise<{ initial: Initial; pinned: Initial }> {
  const filter = filterOf(side, place);
  const pinnedFilter = { ...filter, pinned: true };
  const hasPinned = filter.search === undefined && !filter.waiting;
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
