"use client";
// Where in the inbox the reader is. The address is the only place in which that is kept; going elsewhere within the
// inbox changes the address and nothing has to be fetched for it.
import { usePathname, useSearchParams } from "next/navigation";
import { createContext, use, useMemo, useState } from "react";
import { type Place, readPlace, writePlace } from "./place";

export type Side = {
  /** The address of this inbox. */
  base: "/inbox" | "/dashboard/messages";
  /** Tags, priority, notes and customers are the seller's side's own. */
  isSeller: boolean;
};

export type Go = (change: Partial<Place>, how?: "push" | "replace") => void;
type Context = Side & {
  go: Go;
  /** Where the reader is at this moment. */
  here(): Place;
  hrefOf: (change: Partial<Place>) => string;
  /** Counts how often the message of the address has been asked for again, which changes no address. */
  showAgain: number;
};

const SideContext = createContext<Context | null>(null);
export const SideProvider = SideContext.Provider;

/** Read at the moment of going, so that `go` stays the same function and never goes by an old place. */
function placeNow(base: string): Place {
  return readPlace(restOf(base, location.pathname), new URLSearchParams(location.search));
}

const restOf = (base: string, path: string): string | undefined => path.slice(base.length + 1).split("/")[0];

export function useSideContext(side: Side): Context {
  const { base, isSeller } = side;
  const [showAgain, setShowAgain] = useState(0);
  const steady = useMemo(() => {
    const here = () => placeNow(base);
    const hrefOf = (change: Partial<Place>) => writePlace(base, { ...here(), ...change });
    const go: Go = (change, how = "push") => {
      const href = hrefOf(change);
      if (href === location.pathname + location.search) {
        if (change.seq) setShowAgain((count) => count + 1);
        return;
      }
      if (how === "push") history.pushState(null, "", href);
      else history.replaceState(null, "", href);
    };
    return { base, isSeller, go, here, hrefOf };
  }, [base, isSeller]);
  return useMemo(() => ({ ...steady, showAgain }), [steady, showAgain]);
}

export function useSide(): Context {
  const context = use(SideContext);
  if (!context) throw new Error("There is no inbox around this component.");
  return context;
}

export function usePlace(base: string): Place {
  const path = usePathname();
  const query = useSearchParams();
  return useMemo(
    () => readPlace(restOf(base, path), new URLSearchParams(query.toString())),
    [base, path, query],
  );
}
