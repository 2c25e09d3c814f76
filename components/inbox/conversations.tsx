"use client";
// The list in all its states: rows, what was found, nothing, not yet, and not at all.
import { Archive, Inbox, MessageCircleCheck, SearchX } from "lucide-react";
import { type Ref, useCallback, useImperativeHandle, useRef, useState } from "react";
import { addressOn } from "@/components/shell/conversation-address";
import { useText } from "@/components/text/text-provider";
import { Button, buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { lazyPart } from "@/components/ui/lazy-part";
import { ConversationList, type ListHandle } from "./conversation-list";
import { isFiltered, type Place } from "./place";
import { RowSkeletons } from "./row-skeletons";
import type { useListed } from "./use-listed";
import { useSide } from "./use-place";
import type { Selection } from "./use-selection";

const FoundMessages = lazyPart(() => import("./found-messages"));

export type ConversationsHandle = Omit<ListHandle, "activeId"> & {
  activeId(): string | null;
  ids(): readonly string[];
};

const foundFirst = 5;

type Props = {
  place: Place;
  listed: ReturnType<typeof useListed>;
  selection: Selection;
  ref: Ref<ConversationsHandle>;
};

export function Conversations({ place, listed, selection, ref }: Props) {
  const t = useText("inbox");
  const { side, go } = useSide();
  const list = useRef<ListHandle>(null);
  const { ids } = listed;
  useImperativeHandle(
    ref,
    () => ({
      ids: () => ids,
      activeId: () => list.current?.activeId() ?? null,
      move: (by) => list.current?.move(by) ?? null,
      focus: (id) => list.current?.focus(id),
    }),
    [ids],
  );
  const hrefOf = useCallback((id: string) => addressOn(side, id), [side]);
  const open = useCallback(
    (id: string) => go({ conversationId: id, customerId: null, seq: null, details: false }),
    [go],
  );
  const search = place.search.trim();
  // Of many conversations that were found the first will do, so that the messages found are in sight below them.
  const [uncut, setUncut] = useState<string | null>(null);
  const isCut = search !== "" && uncut !== search && ids.length > foundFirst;
  const rows =
    ids.length > 0 ? (
      <ConversationList
        ref={list}
        ids={isCut ? ids.slice(0, foundFirst) : ids}
        hasMore={(listed.hasMore || listed.status === "loading") && !isCut}
        loadMore={listed.loadMore}
        still={listed.still}
        currentId={place.conversationId}
        selection={selection}
        hrefOf={hrefOf}
        showsWait={place.view === "waiting"}
        open={open}
        after={
          search !== "" && (
            <>
              {isCut && (
                <Button look="quiet" size="small" className="mx-3 mb-2" onClick={() => setUncut(search)}>
                  {t("showAllFound")}
                </Button>
              )}
              <FoundMessages search={search} isInPlace />
            </>
          )
        }
      />
    ) : null;
  if (rows) return rows;
  if (listed.status === "loading")
    return (
      <div className="min-h-0 flex-1 overflow-hidden py-1.5" aria-busy="true">
        <RowSkeletons count={8} />
        <span className="sr-only" role="status">
          {t("loading")}
        </span>
      </div>
    );
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      {listed.status === "error" ? (
        <ErrorState title={t("errorTitle")} error={listed.error} onRetry={listed.retry} />
      ) : (
        <Empty place={place} />
      )}
      {search !== "" && listed.status !== "error" && <FoundMessages search={search} isInPlace />}
    </div>
  );
}

function Empty({ place }: { place: Place }) {
  const t = useText("inbox");
  const { isSeller, go } = useSide();
  if (place.search.trim() !== "")
    return <EmptyState icon={<SearchX />} title={t("emptySearchTitle")} text={t("emptySearchText")} />;
  if (place.view === "archived" && !place.tag && !place.priority && !place.listingId)
    return <EmptyState icon={<Archive />} title={t("emptyArchiveTitle")} text={t("emptyArchiveText")} />;
  if (place.view === "waiting" && !place.tag && !place.priority && !place.listingId)
    return (
      <EmptyState icon={<MessageCircleCheck />} title={t("emptyWaitingTitle")} text={t("emptyWaitingText")} />
    );
  if (isFiltered(place))
    return (
      <EmptyState
        icon={<Inbox />}
        title={t(place.view === "unread" ? "emptyUnreadTitle" : "emptyFilterTitle")}
        text={t(place.view === "unread" ? "emptyUnreadText" : "emptyFilterText")}
        action={
          <Button
            look="plain"
            onClick={() => go({ view: "all", tag: null, priority: null, listingId: null })}
          >
            {t("showAll")}
          </Button>
        }
      />
    );
  return isSeller ? (
    <EmptyState
      icon={<Inbox />}
      title={t("emptySellerTitle")}
      text={t("emptySellerText")}
      action={
        <a href="/dashboard/listings" className={buttonClass("primary")}>
          {t("toMyListings")}
        </a>
      }
    />
  ) : (
    <EmptyState
      icon={<Inbox />}
      title={t("emptyTitle")}
      text={t("emptyText")}
      action={
        <a href="/" className={buttonClass("primary")}>
          {t("toListings")}
        </a>
      }
    />
  );
}
