"use client";
// What one buys and what one sells: one screen for both. What the seller's side has more of hangs on `isSeller`.
import { type ReactNode, useCallback, useRef, useState, useSyncExternalStore } from "react";
import { ArchivingContext } from "@/components/chat/header/archiving";
import { ConnectionNotice } from "@/components/chat/thread/connection-notice";
import { LoadingThread } from "@/components/chat/thread/thread-states";
import { useText } from "@/components/text/text-provider";
import { cx } from "@/components/ui/cx";
import { lazyPart } from "@/components/ui/lazy-part";
import { useSeenHeight } from "@/components/ui/use-seen-height";
import { useMe } from "@/lib/client/hooks";
import type { Side } from "@/lib/contract/values";
import { BlockingProvider } from "./blocking";
import { DetailsSkeleton } from "./details-skeleton";
import { ListPane, type PaneHandle } from "./list-pane";
import { MoveOnProvider, useMakeMoveOn } from "./moving-on";
import { PaletteContext } from "./palette-context";
import { isAnythingOpen } from "./place";
import { ThreadPane } from "./thread-pane";
import { useInboxKeys } from "./use-inbox-keys";
import { SideProvider, usePlace, useSide, useSideContext } from "./use-place";
import { useRightAddress } from "./use-right-address";
import { useRowActs } from "./use-row-acts";
import { useSelection } from "./use-selection";

const DetailsPane = lazyPart(() => import("./details/details-pane"));
const HelpDialog = lazyPart(() => import("./help-dialog"));
const CommandPalette = lazyPart(() => import("./command-palette"));

type Props = { side: Side | null; missingId: string | null };

export function InboxScreen({ side, missingId }: Props) {
  const context = useSideContext(side);
  return (
    <SideProvider value={context}>
      <BlockingProvider>
        <Panes missingId={missingId} />
      </BlockingProvider>
    </SideProvider>
  );
}

type Layer = "help" | "palette";

function Panes({ missingId }: Pick<Props, "missingId">) {
  const side = useSide();
  const place = usePlace(side);
  const isElsewhere = useRightAddress(place);
  const screen = useRef<HTMLElement>(null);
  useSeenHeight(screen);
  const selection = useSelection();
  const pane = useRef<PaneHandle>(null);
  const thread = useRef<HTMLDivElement>(null);
  const [layer, setLayer] = useState<Layer | null>(null);
  const [wanted, setWanted] = useState<readonly Layer[]>([]);
  const open = useCallback((next: Layer) => {
    setWanted((all) => (all.includes(next) ? all : [...all, next]));
    setLayer(next);
  }, []);
  const close = () => setLayer(null);
  const giveUp = () => {
    close();
    setWanted([]);
  };
  const openPalette = useCallback(() => open("palette"), [open]);
  const openHelp = useCallback(() => open("help"), [open]);
  const moveOn = useMakeMoveOn(pane);

  const hasThread = place.conversationId !== null && place.conversationId !== missingId && !isElsewhere;
  const hasDetails = side.isSeller && hasThread;
  const isThreadShown = isAnythingOpen(place);
  return (
    <MoveOnProvider value={moveOn}>
      <PaletteContext value={openPalette}>
        <Archiving>
          <InboxKeys {...{ place, selection, pane, thread, openPalette, openHelp }} />
          <main
            ref={screen}
            // On a phone the thread's own head is then the only one (see globals.css).
            data-thread-open={isThreadShown || undefined}
            className="relative flex h-[calc(var(--seen-height,100dvh)-var(--header-height))] min-h-0 flex-col overflow-hidden"
          >
            <Title />
            <ConnectionNotice />
            <div
              className={cx(
                "relative grid min-h-0 flex-1 grid-cols-1 grid-rows-1 overflow-hidden md:grid-cols-[20rem_minmax(0,1fr)] lg:grid-cols-[23rem_minmax(0,1fr)]",
                hasDetails &&
                  "xl:grid-cols-[23rem_minmax(0,1fr)_20rem] 2xl:grid-cols-[26rem_minmax(0,1fr)_22rem]",
              )}
            >
              <div
                className={cx(
                  "flex min-h-0 min-w-0 flex-col border-line bg-surface md:border-e",
                  isThreadShown && "max-md:hidden",
                )}
              >
                <ListPane ref={pane} place={place} selection={selection} onHelp={openHelp} />
              </div>
              <div ref={thread} className={cx("min-h-0 min-w-0 bg-page", !isThreadShown && "max-md:hidden")}>
                {isElsewhere ? <LoadingThread /> : <ThreadPane place={place} missingId={missingId} />}
              </div>
              {hasDetails && place.conversationId && (
                <Details conversationId={place.conversationId} isOpen={place.details} />
              )}
            </div>
          </main>
          {wanted.includes("help") && (
            <HelpDialog isOpen={layer === "help"} onClose={close} onGiveUp={giveUp} />
          )}
          {wanted.includes("palette") && (
            <CommandPalette
              isOpen={layer === "palette"}
              onClose={close}
              onGiveUp={giveUp}
              onHelp={openHelp}
            />
          )}
        </Archiving>
      </PaletteContext>
    </MoveOnProvider>
  );
}

/** The page's heading, also where the list that it names is not shown. */
function Title() {
  const t = useText("inbox");
  const me = useMe();
  const { isSeller } = useSide();
  const buying = me.role === "SELLER" ? "titleBuying" : "title";
  return (
    <h1 id="inbox-title" className="sr-only">
      {t(isSeller ? "titleSeller" : buying)}
    </h1>
  );
}

/** Has to stand where the row acts know what to open next. */
function InboxKeys(props: Parameters<typeof useInboxKeys>[0]) {
  useInboxKeys(props);
  return null;
}

/** Gives the thread's own menu the list's way of archiving. */
function Archiving({ children }: { children: ReactNode }) {
  const { setArchived } = useRowActs();
  return <ArchivingContext value={setArchived}>{children}</ArchivingContext>;
}

const wide = "(min-width: 80rem)";
const subscribeToWidth = (listener: () => void) => {
  const media = matchMedia(wide);
  media.addEventListener("change", listener);
  return () => media.removeEventListener("change", listener);
};

/** A pane of its own where there is room; over the thread, when asked for, where there is none. */
function Details({ conversationId, isOpen }: { conversationId: string; isOpen: boolean }) {
  const t = useText("inbox");
  const { go } = useSide();
  const isWide = useSyncExternalStore(
    subscribeToWidth,
    () => matchMedia(wide).matches,
    () => false,
  );
  const close = () => go({ details: false });
  return (
    <aside
      aria-label={t("details")}
      className={cx(
        "min-h-0 min-w-0 flex-col border-line bg-surface xl:flex xl:border-s",
        isOpen
          ? "flex max-xl:absolute max-xl:inset-y-0 max-xl:end-0 max-xl:z-20 max-xl:w-full max-xl:shadow-lg md:max-xl:w-80 md:max-xl:border-s"
          : "max-xl:hidden",
      )}
    >
      {(isWide || isOpen) && (
        <DetailsPane
          conversationId={conversationId}
          onClose={close}
          waiting={<DetailsSkeleton />}
          onGiveUp={isWide ? undefined : close}
          isInPlace
        />
      )}
    </aside>
  );
}
