"use client";
// The thread by keyboard: one stop for the Tab key, the arrow keys go from message to message, letters do things.
import { type KeyboardEvent, type RefObject, useCallback, useLayoutEffect, useRef, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import { type Ability, abilitiesIn } from "../message/abilities";
import type { ThreadTools } from "../message/thread-tools";
import { actions } from "../message/toolbar";
import type { Row } from "./rows";

const keyOf: Record<string, Ability> = {
  r: "reply",
  e: "edit",
  Delete: "delete",
  Backspace: "delete",
  "+": "react",
  f: "forward",
  c: "copy",
};

type Input = {
  rows: readonly Row[];
  list: RefObject<VirtualizerHandle | null>;
  scroller: RefObject<HTMLElement | null>;
  tools: ThreadTools;
  onLeave(): void;
};

export function useKeys({ rows, list, scroller, tools, onLeave }: Input) {
  const [chosenKey, setChosenKey] = useState<string | null>(null);
  const mustFocus = useRef(false);
  const chosen = rows.findIndex(({ item }) => item.key === chosenKey);
  const activeIndex = chosen >= 0 ? chosen : rows.length - 1;

  const goTo = useCallback(
    (index: number) => {
      const row = rows[index];
      if (!row) return;
      mustFocus.current = true;
      setChosenKey(row.item.key);
      list.current?.scrollToIndex(index, { align: "nearest" });
    },
    [rows, list],
  );

  useLayoutEffect(() => {
    if (!mustFocus.current || chosenKey === null) return;
    mustFocus.current = false;
    articleOf(scroller.current, chosenKey)?.focus({ preventScroll: true });
  }, [chosenKey, scroller]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const article = (event.target as Element).closest<HTMLElement>("article");
    // Whoever stands on a button within a message means the button.
    if (!article || event.ctrlKey || event.metaKey || event.altKey) return;
    const moves: Record<string, number> = {
      ArrowUp: activeIndex - 1,
      ArrowDown: activeIndex + 1,
      Home: 0,
      End: rows.length - 1,
    };
    const target = moves[event.key];
    const act = event.target === article ? abilityFor(event.key) : undefined;
    if (target !== undefined) goTo(Math.max(0, Math.min(target, rows.length - 1)));
    else if (event.key === "Escape") onLeave();
    else if (act) act(article);
    // A letter that means something here never means what it does elsewhere on the page.
    else if (event.target !== article || !(event.key in keyOf)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  function abilityFor(key: string): ((anchor: Element) => void) | undefined {
    const row = rows[activeIndex];
    const ability = keyOf[key];
    if (!row || !ability) return undefined;
    if (!abilitiesIn(row.item, tools).includes(ability)) return undefined;
    return (anchor) => actions[ability].act(tools, row.item.message, anchor);
  }

  /** What the mouse or the Tab key comes to is where the arrow keys go on from. */
  const onFocus = (event: { target: EventTarget }) => {
    const key = (event.target as Element).closest<HTMLElement>("article")?.dataset.key;
    if (key !== undefined && key !== chosenKey) setChosenKey(key);
  };

  return { activeIndex, onKeyDown, onFocus };
}

function articleOf(scroller: HTMLElement | null, key: string): HTMLElement | null {
  return scroller?.querySelector<HTMLElement>(`article[data-key="${CSS.escape(key)}"]`) ?? null;
}
