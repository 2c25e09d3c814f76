"use client";
import { useRef, useState } from "react";
import { useText } from "@/components/text/text-provider";
import { lazyPart } from "@/components/ui/lazy-part";
import type { Listing, Person } from "@/lib/contract/entities";
import type { Initial } from "@/lib/contract/initial";
import { ChatButton } from "./chat-button";
import { useChatPlace } from "./use-chat-place";

/** What the chat is about, as it needs to know it. */
export type Topic = Pick<Listing, "id" | "kind" | "title" | "priceMinor" | "currency"> & {
  photoUrl: string | null;
};

type Props = {
  topic: Topic;
  seller: Person;
  /** Null for somebody who is not signed in. */
  initial: Initial | null;
};

export type PanelProps = Props & {
  isOpen: boolean;
  onMinimise: () => void;
  onUnread: (count: number) => void;
};

const ChatPanel = lazyPart<PanelProps>(() => import("./chat-panel"));
const GuestPanel = lazyPart<PanelProps>(() => import("./guest-panel"));

/** The engine and the thread are several times this page, so they come only when somebody is about to talk. */
export function AskSeller({ topic, seller, initial }: Props) {
  const t = useText("listing");
  const { isOpen, open, close } = useChatPlace();
  const button = useRef<HTMLButtonElement>(null);
  const [unread, setUnread] = useState(initial?.conversation?.unread ?? 0);
  const Panel = initial ? ChatPanel : GuestPanel;
  /** Minimised, it stays and counts what arrives. */
  const [isWanted, setWanted] = useState(isOpen);
  if (isOpen && !isWanted) setWanted(true);

  function minimise() {
    close();
    // The button is there once the address has changed.
    requestAnimationFrame(() => button.current?.focus());
  }

  return (
    <>
      {!isOpen && (
        <ChatButton
          ref={button}
          unread={unread}
          onPointerEnter={Panel.warmUp}
          onFocus={Panel.warmUp}
          onClick={open}
        />
      )}
      <div
        hidden={!isOpen}
        className={`fixed inset-0 z-40 bg-page lg:static lg:overflow-hidden lg:rounded-2xl lg:border lg:border-line lg:shadow-sm ${initial ? "lg:h-[clamp(22rem,calc(100dvh-20rem),44rem)]" : "lg:min-h-60"}`}
      >
        {isWanted && (
          <Panel
            topic={topic}
            seller={seller}
            initial={initial}
            isOpen={isOpen}
            onMinimise={minimise}
            onUnread={setUnread}
            waiting={
              <p role="status" className="sr-only">
                {t("chatLoading")}
              </p>
            }
            onGiveUp={minimise}
            isInPlace
          />
        )}
      </div>
    </>
  );
}
