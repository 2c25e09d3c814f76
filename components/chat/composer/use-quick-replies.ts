"use client";
// Quick replies: a slash at the beginning opens the list, what is typed behind it narrows it down.
import { useMemo, useState } from "react";
import { useFormat } from "@/components/text/text-provider";
import { useOwnQuickReplies, useQuery } from "@/lib/client/hooks";
import type { QuickReply, Subject } from "@/lib/contract/entities";
import { fillTemplate, matchQuickReplies, quickReplyQuery, type TemplateValues } from "./template";

/** Where the values of placeholders come from: the customer's whole name, and what the conversation is about. */
export type TemplateSource = { customer: string; subject: Subject | null };

const shownReplies = 50;

type Input = { text: string; setText(text: string): void; templates: TemplateSource | null };

export function useQuickReplies({ text, setText, templates }: Input) {
  const query = templates === null ? null : quickReplyQuery(text);
  const isAsked = query !== null;
  const values = useTemplateValues(templates, isAsked);
  const { replies: all, error } = useOwnQuickReplies(isAsked);
  // What stood there already when one came back asks for nothing.
  const [dismissedFor, setDismissedFor] = useState<string | null>(text);
  const [chosen, setChosen] = useState({ query: "", index: 0 });

  const options = useMemo(
    () =>
      query === null || all === null || values === null
        ? []
        : matchQuickReplies(all, query)
            .slice(0, shownReplies)
            .map((reply) => ({ ...reply, text: fillTemplate(reply.text, values) })),
    [query, all, values],
  );
  // The choice begins anew with each further letter.
  const index = chosen.query === query ? Math.min(chosen.index, options.length - 1) : 0;
  const hasNone = all === null ? error !== null : all.length === 0;
  const isOpen = isAsked && dismissedFor !== text && (options.length > 0 || (hasNone && query === ""));

  const pick = ({ text: filled }: QuickReply) => setText(filled);

  return {
    isOpen,
    error,
    options,
    index,
    pick,
    activeId: (listId: string) => (options.length > 0 ? `${listId}-${index}` : undefined),
    /** True when the key was meant for the list. */
    onKey(key: string): boolean {
      if (!isOpen) return false;
      const step = { ArrowDown: 1, ArrowUp: -1 }[key];
      const option = options[index];
      if (step !== undefined && options.length > 0)
        setChosen({ query: query ?? "", index: (index + step + options.length) % options.length });
      else if (key === "Escape") setDismissedFor(text);
      else if ((key === "Enter" || key === "Tab") && option) pick(option);
      else return false;
      return true;
    },
  };
}

/** A listing's price is asked for when it is needed, since the conversation only knows the price of its first day. */
function useTemplateValues(source: TemplateSource | null, isAsked: boolean): TemplateValues | null {
  const { money } = useFormat();
  const { customer, subject } = source ?? { customer: "", subject: null };
  const listingId = subject?.kind === "listing" ? subject.id : null;
  const { data, isStale } = useQuery("listing:get", isAsked && listingId !== null ? { listingId } : null);
  const listing = isStale ? undefined : data?.listing;
  const priced = listingId === null ? subject : listing;
  const price =
    priced && priced.priceMinor !== null && priced.currency !== null
      ? money(priced.priceMinor, priced.currency)
      : null;
  const title = listing?.title ?? subject?.title ?? null;
  const isSeller = source !== null;
  return useMemo(
    () => (isSeller ? { customer, listing: title, price } : null),
    [isSeller, customer, title, price],
  );
}
