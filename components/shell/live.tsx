"use client";
import { type ReactNode, useEffect, useRef } from "react";
import { type Initial, ParleyProvider, useActions, useMe, useUnread } from "@/lib/client/hooks";
import { useArrivalNotices } from "./arrival-notices";
import { leaveThrough } from "./leave";
import { passOnRole } from "./own-account";
import { setPage } from "./page-store";
import { WhileSignedIn } from "./session-ended";
import { useOffline } from "./use-offline";
import { useSessionEnd } from "./use-session-end";

/** The client engine around part of a page, with the frame of the page told what the engine knows. */
export function Live({ initial, children }: { initial: Initial; children: ReactNode }) {
  return (
    <ParleyProvider initial={initial}>
      <EngineBridge />
      <WhileSignedIn>{children}</WhileSignedIn>
    </ParleyProvider>
  );
}

type BridgeProps = {
  /** The conversation that is open where the page's address does not say so. */
  readingId?: string | null;
};

/** Tells the frame of the page what the engine knows, wherever one runs. */
export function EngineBridge({ readingId = null }: BridgeProps) {
  const unread = useUnread();
  const { signOut } = useActions();
  const { isOffline, waiting } = useOffline();
  useEffect(() => setPage({ unread, isLive: true }), [unread]);
  useEffect(() => setPage({ isOffline, waiting }), [isOffline, waiting]);
  useEffect(() => () => setPage({ isLive: false }), []);
  useEffect(() => leaveThrough((force) => signOut({ force })), [signOut]);
  useOwnRole();
  useArrivalNotices(readingId);
  useSessionEnd();
  return null;
}

/** Tells the head, and the other tabs, when the account has got another role. */
function useOwnRole(): void {
  const { id, role } = useMe();
  const before = useRef(role);
  useEffect(() => {
    setPage({ role });
    if (before.current !== role) passOnRole({ userId: id, role });
    before.current = role;
  }, [id, role]);
}
