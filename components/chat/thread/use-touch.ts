"use client";
import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { abilitiesIn } from "../message/abilities";
import type { ThreadTools } from "../message/thread-tools";
import type { Row } from "./rows";
import { warmUpActions } from "./thread-overlays";
import { Touch } from "./touch";

type Input = {
  rows: readonly Row[];
  scroller: RefObject<HTMLElement | null>;
  tools: ThreadTools;
};

/** The thread by finger. The answer is for the mark beside a message that is being quoted. */
export function useTouch(input: Input): RefObject<HTMLSpanElement | null> {
  const { scroller } = input;
  const mark = useRef<HTMLSpanElement>(null);
  const latest = useRef(input);
  useLayoutEffect(() => {
    latest.current = input;
  });
  useEffect(() => {
    if (!scroller.current || !mark.current) return;
    const touch = new Touch(scroller.current, mark.current, (key) => {
      const { rows, tools } = latest.current;
      const item = rows.find((row) => row.item.key === key)?.item;
      const abilities = item ? abilitiesIn(item, tools) : [];
      if (!item || abilities.length === 0) return null;
      warmUpActions();
      return {
        canQuote: abilities.includes("reply"),
        quote: () => latest.current.tools.reply(item.message),
        openMenu: (anchor) => latest.current.tools.showActions(item.message, anchor),
      };
    });
    return () => touch.stop();
  }, [scroller]);
  return mark;
}
