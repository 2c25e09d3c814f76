"use client";
// The second pane: the open conversation, one that is about to begin, or a hint that there is none.
import { MessagesSquare, PanelRight } from "lucide-react";
import { useCallback, useMemo } from "react";
import { Thread } from "@/components/chat/thread/thread";
import { MissingThread } from "@/components/chat/thread/thread-states";
import { useText } from "@/components/text/text-provider";
import { EmptyState } from "@/components/ui/empty-state";
import { IconButton } from "@/components/ui/icon-button";
import { lazyPart } from "@/components/ui/lazy-part";
import { useConversations } from "@/lib/client/hooks";
import { filterOf, nothingOpen, type Place } from "./place";
import { useSide } from "./use-place";

const beginning = () => import("./beginning-pane");
const BeginningPane = lazyPart(async () => ({ default: (await beginning()).BeginningPane }));
const InvitedPane = lazyPart(async () => ({ default: (await beginning()).InvitedPane }));

type Props = { place: Place; missingId: string | null };

export function ThreadPane({ place, missingId }: Props) {
  const t = useText("inbox");
  const { isSeller, go, showAgain } = useSide();
  const { conversationId, customerId, invitation, seq, details } = place;
  const leave = useCallback(() => go(nothingOpen), [go]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asking again for the same message is another wish.
  const show = useMemo(() => (seq === null ? undefined : { seq }), [seq, showAgain]);
  if (conversationId !== null && conversationId === missingId) return <MissingThread onBack={leave} />;
  if (conversationId)
    return (
      <Thread
        key={conversationId}
        conversationId={conversationId}
        show={show}
        onBack={leave}
        actions={
          isSeller && (
            <IconButton
              label={t("details")}
              icon={<PanelRight className="rtl:-scale-x-100" />}
              aria-expanded={details}
              onClick={() => go({ details: !details })}
              className="xl:hidden"
            />
          )
        }
      />
    );
  if (customerId) return <BeginningPane key={customerId} customerId={customerId} onBack={leave} isInPlace />;
  if (invitation) return <InvitedPane key={invitation} invitation={invitation} onBack={leave} isInPlace />;
  if (place.tab === "customers") return <Hint title={t("nobodyChosenTitle")} />;
  return <NothingOpen place={place} />;
}

/** Where there is nothing to choose from, the list beside it has said so. */
function NothingOpen({ place }: { place: Place }) {
  const t = useText("inbox");
  const { side } = useSide();
  const { ids, status } = useConversations(filterOf(side, place));
  if (place.search === "" && status === "ready" && ids.length === 0) return null;
  return <Hint title={t("nothingOpenTitle")} />;
}

function Hint({ title }: { title: string }) {
  const t = useText("inbox");
  return (
    <div className="grid h-full place-items-center">
      <EmptyState icon={<MessagesSquare />} title={title} text={t("nothingOpenText")} />
    </div>
  );
}
