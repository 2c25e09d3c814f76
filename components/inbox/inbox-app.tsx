"use client";
import { type Initial, ParleyProvider } from "@/lib/client/hooks";
import { InboxScreen } from "./inbox-screen";
import type { Side } from "./use-place";

type Props = {
  initial: Initial;
  /** A list of its own, which the page begins with as it does with the other. */
  pinned: Initial;
  side: Side;
  /** The conversation of the address, when the server has found that it is not the reader's to see. */
  missingId: string | null;
};

export function InboxApp({ initial, pinned, side, missingId }: Props) {
  return (
    <ParleyProvider initial={initial}>
      <ParleyProvider initial={pinned}>
        <InboxScreen side={side} missingId={missingId} />
      </ParleyProvider>
    </ParleyProvider>
  );
}
