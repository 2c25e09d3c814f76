"use client";
import { useIsAlive } from "@/components/chat/thread/use-is-alive";
import { type Initial, ParleyProvider } from "@/lib/client/hooks";
import type { Side } from "@/lib/contract/values";
import { InboxScreen } from "./inbox-screen";
import { InboxSkeleton } from "./inbox-skeleton";

type Props = {
  initial: Initial;
  /** A list of its own, which the page begins with as it does with the other. */
  pinned: Initial;
  side: Side | null;
  /** The conversation of the address, when the server has found that it is not the reader's to see. */
  missingId: string | null;
  /** Rendered for no address in particular: which conversation is open is only known in the browser. */
  isShell?: boolean;
};

export function InboxApp({ initial, pinned, side, missingId, isShell = false }: Props) {
  const isAlive = useIsAlive();
  return (
    <ParleyProvider initial={initial}>
      <ParleyProvider initial={pinned}>
        {isShell && !isAlive ? <InboxSkeleton /> : <InboxScreen side={side} missingId={missingId} />}
      </ParleyProvider>
    </ParleyProvider>
  );
}
