"use client";
// Where in the inbox the reader is. The address is the only place in which that is kept; going elsewhere within the
// inbox changes the address and nothing has to be fetched for it.
import { useRouter } from "next/navigation";
import { createContext, use, useMemo, useState } from "react";
import { addressOf, baseOf, type InboxBase } from "@/components/shell/conversation-address";
import { useMe } from "@/lib/client/hooks";
import type { Conversation } from "@/lib/contract/entities";
import { sideOf } from "@/lib/contract/sides";
import type { Side } from "@/lib/contract/values";
import { tellAddress, useAddress } from "./address";
import { nothingOpen, type Place, readPlace, writePlace } from "./place";

export type Go = (change: Partial<Place>, how?: "push" | "replace") => void;
type Context = {
  /** Whose conversations are listed: what one buys or what one sells. Null lists all of them. */
  side: Side | null;
  /** The address of this inbox. */
  base: InboxBase;
  /** Tags, priority, notes and customers are the seller's side's own. */
  isSeller: boolean;
  go: Go;
  /** Where the reader is at this moment. */
  here(): Place;
  hrefOf: (change: Partial<Place>) => string;
  /** Opens any conversation of the reader's, which may belong to their other inbox. */
  open(conversation: Conversation, seq?: number): void;
  hrefOfConversation(conversation: Conversation, seq?: number): string;
  /** Counts how often the message of the address has been asked for again, which changes no address. */
  showAgain: number;
};

const SideContext = createContext<Context | null>(null);
export const SideProvider = SideContext.Provider;

const restOf = (base: string, path: string): string | undefined => path.slice(base.length + 1).split("/")[0];

export function useSideContext(side: Side | null): Context {
  const router = useRouter();
  const { id: meId } = useMe();
  const [showAgain, setShowAgain] = useState(0);
  const steady = useMemo(() => {
    const base = baseOf(side);
    // Read at the moment of going, so that `go` stays the same function and never goes by an old place.
    const here = () => readPlace(side, restOf(base, location.pathname), new URLSearchParams(location.search));
    const hrefOf = (change: Partial<Place>) => writePlace(base, { ...here(), ...change });
    const go: Go = (change, how = "push") => {
      const href = hrefOf(change);
      if (href === location.pathname + location.search) {
        if (change.seq) setShowAgain((count) => count + 1);
        return;
      }
      if (how === "push") history.pushState(null, "", href);
      else history.replaceState(null, "", href);
      tellAddress();
    };
    const isHere = (conversation: Conversation) => baseOf(sideOf(conversation, meId)) === base;
    const placeOf = ({ id }: Conversation, seq?: number) => ({
      ...nothingOpen,
      conversationId: id,
      seq: seq ?? null,
    });
    return {
      side,
      base,
      isSeller: side === "seller",
      go,
      here,
      hrefOf,
      open(conversation: Conversation, seq?: number) {
        if (isHere(conversation)) go(placeOf(conversation, seq));
        else router.push(addressOf(conversation, meId, seq));
      },
      hrefOfConversation: (conversation: Conversation, seq?: number) =>
        isHere(conversation) ? hrefOf(placeOf(conversation, seq)) : addressOf(conversation, meId, seq),
    };
  }, [side, router, meId]);
  return useMemo(() => ({ ...steady, showAgain }), [steady, showAgain]);
}

export function useSide(): Context {
  const context = use(SideContext);
  if (!context) throw new Error("There is no inbox around this component.");
  return context;
}

export function usePlace({ side, base }: Pick<Context, "side" | "base">): Place {
  const address = useAddress(base);
  return useMemo(() => {
    const [path = "", query = ""] = address.split("?");
    return readPlace(side, restOf(base, path), new URLSearchParams(query));
  }, [side, base, address]);
}
