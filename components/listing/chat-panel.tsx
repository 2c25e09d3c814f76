"use client";
// Loaded when somebody is about to talk: the engine and the thread come with it.
import { useEffect, useState } from "react";
import { ChatWidget } from "../chat/widget/chat-widget";
import type { PanelProps } from "./ask-seller";
import { keepQuestion, keptQuestion } from "./kept-question";

export default function ChatPanel({ topic, initial, ...rest }: PanelProps) {
  const [suggestion] = useState(() => keptQuestion(topic.id) || undefined);
  // From here on it is the draft of the chat.
  useEffect(() => keepQuestion(topic.id, ""), [topic.id]);
  if (!initial) return null;
  const target = { listingId: topic.id };
  return <ChatWidget target={target} listing={topic} initial={initial} suggestion={suggestion} {...rest} />;
}
