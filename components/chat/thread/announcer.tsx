"use client";
import { useEffect, useRef, useState } from "react";
import { useText } from "@/components/text/text-provider";
import { useArrivals } from "@/lib/client/hooks";
import type { Message } from "@/lib/contract/entities";
import { preview } from "@/lib/contract/preview";

/** Messages that come quickly one after another are told together: nobody could listen to each. */
const gatherMs = 700;

/** Says to those who hear the page what has arrived, and nothing of what they wrote themselves. */
export function Announcer({ conversationId }: { conversationId: string }) {
  const t = useText("chat");
  const [words, setWords] = useState("");
  const arrived = useRef<Message[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  useArrivals((message) => {
    if (message.conversationId !== conversationId) return;
    arrived.current.push(message);
    if (arrived.current.length > 1) return;
    timer.current = setTimeout(() => {
      const [first, ...others] = arrived.current;
      arrived.current = [];
      if (!first) return;
      const single = t("arrived", { name: first.senderName, text: preview(first.text) });
      setWords(others.length === 0 ? single : t("newCount", { count: others.length + 1 }));
    }, gatherMs);
  });

  return (
    <div role="status" aria-live="polite" className="sr-only">
      {words}
    </div>
  );
}
