"use client";
// The list itself: pinned ones first, then by activity; however many there are, only those in sight are in the page.
import {
  type CSSProperties,
  createContext,
  type ReactNode,
  type Ref,
  use,
  useCallback,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { useText } from "@/components/text/text-provider";
import { useFetchAhead } from "@/lib/client/hooks";
import { limits } from "@/lib/contract/limits";
import { likelyNext } from "./ahead";
import { ConversationRow, type RowActions } from "./conversation-row";
import { FreshPill } from "./fresh-pill";
import { RowSkeletons } from "./row-skeletons";
import { useHold } from "./use-hold";
import { useIsOnePane } from "./use-is-one-pane";
import type { Selection } from "./use-selection";
import type { StillOrder } from "./use-still-order";

/** Of a row, with the room between two of them. */
const rowPx = 84;
const rowsAhead = 8;

export type ListHandle = {
  /** The row that has the focus, or would have it. */
  activeId(): string | null;
  /** Moves the focus by so many rows, and tells to which. */
  move(by: number): string | null;
  focus(id: string): void;
};

type Props = {
  ids: readonly string[];
  hasMore: boolean;
  loadMore(): void;
  still: StillOrder;
  currentId: string | null;
  selection: Selection;
  hrefOf(id: string): string;
  open(id: string): void;
  /** Rows say how long somebody has been waiting, not when the last message came. */
  showsWait: boolean;
  /** Stands behind the last row. */
  after?: ReactNode;
  ref: Ref<ListHandle>;
};

export function ConversationList(props: Props) {
  const { ids, hasMore, loadMore, still, currentId, selection, hrefOf, open, showsWait, after, ref } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useRef<VirtualizerHandle>(null);
  const [focusedId, setFocusedId] = useState<string | null>(null);
  // The tab key stops at one row only: where one was last, else the one that is open, else the first.
  const stopId = [focusedId, currentId, ids[0]].find((id) => id && ids.includes(id)) ?? null;
  const stopIndex = stopId === null ? -1 : ids.indexOf(stopId);

  const focusRow = useCallback(
    (id: string) => {
      const index = ids.indexOf(id);
      if (index < 0) return;
      setFocusedId(id);
      virtual.current?.scrollToIndex(index, { align: "nearest" });
      focusWhenThere(scroller, id);
    },
    [ids],
  );
  useImperativeHandle(
    ref,
    () => ({
      activeId: () => stopId,
      focus: focusRow,
      move(by) {
        const isInside = scroller.current?.contains(document.activeElement) ?? false;
        const from = isInside || focusedId !== null ? stopIndex : currentId === null ? -1 : stopIndex;
        const to = ids[Math.max(0, Math.min(ids.length - 1, from + by))];
        if (to) focusRow(to);
        return to ?? null;
      },
    }),
    [ids, stopId, stopIndex, focusedId, currentId, focusRow],
  );

  const { toggle, extend } = selection;
  const range = useRef({ ids, currentId });
  useLayoutEffect(() => {
    range.current = { ids, currentId };
  });
  const actions = useMemo<RowActions>(
    () => ({
      open,
      toggle,
      extend: (id) => extend(id, range.current.ids, range.current.currentId),
      focus: setFocusedId,
    }),
    [open, toggle, extend],
  );
  const { handlers, scrolled, pointerY } = useHold(still.hold);
  const [firstInView, setFirstInView] = useState(0);
  const isOnePane = useIsOnePane();
  useFetchAhead(
    useMemo(
      () => likelyNext(ids, currentId, isOnePane ? firstInView : null),
      [ids, currentId, isOnePane, firstInView],
    ),
  );
  const loadIfNear = () => {
    const { current: list } = virtual;
    if (!list) return;
    scrolled(list.scrollOffset);
    const last = list.findItemIndex(list.scrollOffset + list.viewportSize);
    if (hasMore && last >= ids.length - rowsAhead) loadMore();
  };
  const noteFirst = () => setFirstInView(virtual.current?.findItemIndex(virtual.current.scrollOffset) ?? 0);
  const applyFresh = () => {
    still.apply();
    scroller.current?.scrollTo({ top: 0 });
  };
  const isPointerAbove = () => {
    const { top = 0, height = 0 } = scroller.current?.getBoundingClientRect() ?? {};
    return pointerY.current > top && pointerY.current < top + height / 2;
  };
  const place = useMemo(() => ({ count: hasMore ? -1 : ids.length }), [hasMore, ids.length]);
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      {still.fresh > 0 && (
        <FreshPill count={still.fresh} onPress={applyFresh} isPointerAbove={isPointerAbove} />
      )}
      <div
        ref={scroller}
        {...handlers}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain py-1.5 [scrollbar-gutter:stable] [scrollbar-width:thin]"
      >
        <PlaceContext value={place}>
          <Virtualizer
            ref={virtual}
            data={ids}
            itemSize={rowPx}
            // Until the first scroll these are what is shown, so they have to fill the tallest screen.
            ssrCount={limits.defaultPageItems}
            keepMounted={stopIndex < 0 ? undefined : [stopIndex]}
            onScroll={loadIfNear}
            onScrollEnd={noteFirst}
            onResize={loadIfNear}
            as={ListFrame}
            item={ListItem}
          >
            {(id) => (
              <ConversationRow
                key={id}
                id={id}
                href={hrefOf(id)}
                isCurrent={id === currentId}
                isStop={id === stopId}
                isSelecting={selection.isActive}
                isSelected={selection.ids.has(id)}
                showsWait={showsWait}
                actions={actions}
              />
            )}
          </Virtualizer>
        </PlaceContext>
        {hasMore && <RowSkeletons count={2} />}
        {after}
      </div>
    </div>
  );
}

/** A row that was out of sight is in the page a frame or two after having been scrolled to. */
function focusWhenThere(scroller: { current: HTMLElement | null }, id: string, triesLeft = 10): void {
  const row = scroller.current?.querySelector<HTMLElement>(`a[data-row="${id}"]`);
  if (row) row.focus({ preventScroll: true });
  else if (triesLeft > 0) requestAnimationFrame(() => focusWhenThere(scroller, id, triesLeft - 1));
}

const PlaceContext = createContext({ count: -1 });
type FrameProps = { style: CSSProperties; children: ReactNode; ref?: Ref<HTMLUListElement> };

function ListFrame({ ref, ...props }: FrameProps) {
  const t = useText("inbox");
  // Safari takes a list without bullets for none, unless it is told so.
  // biome-ignore lint/a11y/noRedundantRoles: see above.
  return <ul ref={ref} role="list" aria-label={t("conversations")} {...props} />;
}

type ItemProps = { style: CSSProperties; index: number; children: ReactNode; ref?: Ref<HTMLLIElement> };

function ListItem({ ref, index, ...props }: ItemProps) {
  const { count } = use(PlaceContext);
  return <li ref={ref} aria-setsize={count} aria-posinset={index + 1} {...props} />;
}
