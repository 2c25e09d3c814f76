"use client";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import type { Role } from "@/lib/contract/values";
import { getPage, subscribeToPage } from "./page-store";

const channelName = "parley-account";
type Word = { userId: string; role: Role };

type Props = Word;

/**
 * Has the server render the page anew once the account has another role than the page was rendered for. Where no engine
 * runs on a page, another tab passes on what its engine was told.
 */
export function OwnAccount({ userId, role }: Props) {
  const router = useRouter();
  const told = useSyncExternalStore(
    subscribeToPage,
    () => getPage().role,
    () => null,
  );
  const adopt = useEffectEvent((next: Role) => next !== role && router.refresh());
  useEffect(() => {
    if (told) adopt(told);
  }, [told]);
  useEffect(() => {
    if (typeof BroadcastChannel === "undefined") return;
    const channel = new BroadcastChannel(channelName);
    channel.onmessage = ({ data }: MessageEvent<Word>) => data.userId === userId && adopt(data.role);
    return () => channel.close();
  }, [userId]);
  return null;
}

/** To be called where an engine has been told of another role. */
export function passOnRole(word: Word): void {
  if (typeof BroadcastChannel === "undefined") return;
  const channel = new BroadcastChannel(channelName);
  channel.postMessage(word);
  channel.close();
}
