"use client";
import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { abilitiesIn } from "../message/abilities";
import type { ThreadTools } from "../message/thread-tools";
import type { Row } from "./rows";
import { warmUpActions } from "./thread-overlays";
import type { Touch, Touched } from "./touch";

type Input = {
  rows: readonly Row[];
  scroller: RefObject<HTMLElement | null>;
  tools: ThreadTools;
};

/** The thread by finger, where there may be one: others do without its code. The answer is for the mark beside a message that is being quoted. */
export function useTouch(input: Input): RefObject<HTMLSpanElement | null> {
  const { scroller } = input;
  const mark = useRef<HTMLSpanElement>(null);
  const latest = useRef(input);
  useLayoutEffect(() => {
    latest.current = input;
  });
  useEffect(() => {
    if (!matchMedia("(any-pointer: coarse)").matches) return;
    let touch: Touch | undefined;
    let isGone = false;
    const begin = ({ Touch: Follower }: typeof import("./touch")) => {
      if (isGone || !scroller.current || !mark.current) return;
      touch = new Follower(scroller.current, mark.current, (key) => touchedIn(latest.current, key));
    };
    // Without its code the button of each message is still there for keyboards and screen readers.
    import("./touch").then(begin, () => undefined);
    return () => {
      isGone = true;
      touch?.stop();
    };
  }, [scroller]);
  return mark;
}

function touchedIn({ rows, tools }: Input, key: string): Touched | null {
  const item = rows.find((row) => row.item.key === key)?.item;
  const abilities = item ? abilitiesIn(item, tools) : [];
  if (!item || abilities.length === 0) return null;
  warmUpActions();
  return {
    canQuote: abilities.includes("reply"),
    quote: () => tools.reply(item.message),
    openMenu: (anchor) => tools.showActions(item.message, anchor),
  };
}
