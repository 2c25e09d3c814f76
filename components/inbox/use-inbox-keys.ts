"use client";
// What the keys do here.
import type { RefObject } from "react";
import { rightsIn } from "@/components/chat/thread/rights";
import { useMe } from "@/lib/client/hooks";
import type { Conversation } from "@/lib/contract/entities";
import type { PaneHandle } from "./list-pane";
import { nextOf } from "./moving-on";
import { isAnythingOpen, nothingOpen, type Place } from "./place";
import { type ActiveAct, useKeys } from "./use-keys";
import { useSide } from "./use-place";
import { useReadConversations } from "./use-read-conversations";
import { useRowActs } from "./use-row-acts";
import type { Selection } from "./use-selection";

type Props = {
  place: Place;
  selection: Selection;
  pane: RefObject<PaneHandle | null>;
  thread: RefObject<HTMLElement | null>;
  openPalette(): void;
  openHelp(): void;
};

export function useInboxKeys({ place, selection, pane, thread, openPalette, openHelp }: Props): void {
  const { go } = useSide();
  const acts = useRowActs();
  const read = useReadConversations();
  const me = useMe();

  /** The row with the focus; else the open conversation; else the row that would have the focus. */
  const activeId = () => {
    const focused = document.activeElement?.closest<HTMLElement>("a[data-row]")?.dataset.row;
    return focused ?? place.conversationId ?? pane.current?.list?.activeId() ?? null;
  };

  function withActive(act: ActiveAct): void {
    const id = activeId();
    const conversation = id === null ? undefined : read(id);
    if (!conversation || !rightsIn(conversation, me).isMember) return;
    const { archivedAt, pinnedAt, mutedUntil, unread } = conversation;
    if (act === "pin") void acts.setPinned(conversation, pinnedAt === null);
    if (act === "mute") {
      const isMuted = mutedUntil !== null && Date.parse(mutedUntil) > Date.now();
      void acts.mute(conversation, isMuted ? 0 : null);
    }
    if (act === "markRead" && unread > 0) void acts.markRead(conversation);
    if (act === "archive") archive(conversation, archivedAt === null);
  }

  /** The focus goes on to the next row; the thread moves on by itself when it was the open one. */
  function archive(conversation: Conversation, archived: boolean): void {
    const { id } = conversation;
    const next = nextOf(pane.current?.list?.ids() ?? [], id, new Set([id]));
    const isInList = document.activeElement?.closest("a[data-row]") != null;
    void acts.setArchived(conversation, archived);
    if (next && isInList) requestAnimationFrame(() => pane.current?.list?.focus(next));
  }

  /** Moves the focus and chooses everything on the way. */
  function extend(by: number): void {
    const list = pane.current?.list;
    const from = activeId();
    const to = list?.move(by);
    if (list && to) selection.extend(to, list.ids(), from);
  }

  useKeys({
    move: (by) => void pane.current?.list?.move(by),
    extend,
    focusSearch: () => pane.current?.focusSearch(),
    write: () => thread.current?.querySelector<HTMLElement>("textarea")?.focus(),
    stopWriting() {
      const id = place.conversationId ?? pane.current?.list?.activeId();
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      if (id) pane.current?.list?.focus(id);
      return true;
    },
    select() {
      const id = activeId();
      const conversation = id === null ? undefined : read(id);
      if (id && (!conversation || rightsIn(conversation, me).isMember)) selection.toggle(id);
    },
    leave() {
      if (selection.isActive) selection.end();
      else if (place.details) go({ details: false });
      else if (isAnythingOpen(place)) {
        const id = place.conversationId;
        go(nothingOpen);
        if (id) requestAnimationFrame(() => pane.current?.list?.focus(id));
      } else return false;
      return true;
    },
    help: openHelp,
    palette: openPalette,
    withActive,
  });
}
