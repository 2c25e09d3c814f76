"use client";
// Loaded when somebody is about to talk: the engine and the thread come with it.
import { useCallback, useEffect, useState } from "react";
import { ChatWidget } from "../chat/widget/chat-widget";
import type { PanelProps } from "./ask-seller";
import { keepQuestion, keptQuestion } from "./kept-question";

export default function ChatPanel({ topic, initial, ...rest }: PanelProps) {
  const [{ text, isAsked }] = useState(() => keptQuestion(topic.id, Date.now()));
  // Admins do not buy: for them it is only a draft.
  const isToBeSent = isAsked && initial?.me.role !== "ADMIN";
  const forget = useCallback(() => keepQuestion(topic.id, ""), [topic.id]);
  // From here on it is the draft of the chat. One that is to be sent goes once the outbox has it.
  useEffect(() => {
    if (!isToBeSent) forget();
  }, [isToBeSent, forget]);
  if (!initial) return null;
  const target = { listingId: topic.id };
  const given = isToBeSent ? { question: { text, onKept: forget } } : { suggestion: text || undefined };
  return <ChatWidget target={target} listing={topic} initial={initial} {...given} {...rest} />;
}
