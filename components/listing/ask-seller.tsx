"use client";
import { useRef, useState } from "react";
import { useText } from "@/components/text/text-provider";
import { useLazy } from "@/components/ui/use-lazy";
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

const loadChat = () => import("./chat-panel").then(({ ChatPanel }) => ChatPanel);
const loadGuest = () => import("./guest-panel").then(({ GuestPanel }) => GuestPanel);

/** The engine and the thread are several times this page, so they come only when somebody is about to talk. */
export function AskSeller({ topic, seller, initial }: Props) {
  const { isOpen, open, close } = useChatPlace();
  const button = useRef<HTMLButtonElement>(null);
  const [unread, setUnread] = useState(initial?.conversation?.unread ?? 0);
  const load = initial ? loadChat : loadGuest;
  const { Loaded: Panel, hasFailed, retry } = useLazy<PanelProps>(isOpen, load);
  /** Whoever comes near the button is likely to press it; what fails now is tried again, and shown, then. */
  const warmUp = () => void load().catch(() => undefined);

  function minimise() {
    close();
    // The button is there once the address has changed.
    requestAnimationFrame(() => button.current?.focus());
  }

  return (
    <>
      {!isOpen && (
        <ChatButton ref={button} unread={unread} onPointerEnter={warmUp} onFocus={warmUp} onClick={open} />
      )}
      <div
        hidden={!isOpen}
        className={`fixed inset-0 z-40 bg-page lg:static lg:overflow-hidden lg:rounded-2xl lg:border lg:border-line lg:shadow-sm ${initial ? "lg:h-[clamp(22rem,calc(100dvh-20rem),44rem)]" : "lg:min-h-60"}`}
      >
        {Panel ? (
          <Panel
            topic={topic}
            seller={seller}
            initial={initial}
            isOpen={isOpen}
            onMinimise={minimise}
            onUnread={setUnread}
          />
        ) : (
          <Waiting hasFailed={hasFailed} onRetry={retry} onClose={minimise} />
        )}
      </div>
    </>
  );
}

type WaitingProps = { hasFailed: boolean; onRetry: () => void; onClose: () => void };

/** In plain elements, for it is part of every listing's page. */
function Waiting({ hasFailed, onRetry, onClose }: WaitingProps) {
  const t = useText("listing");
  const plain = "min-h-11 cursor-pointer rounded-lg border border-line-strong bg-surface px-4 font-medium";
  if (!hasFailed)
    return (
      <p role="status" className="sr-only">
        {t("chatLoading")}
      </p>
    );
  return (
    <div role="alert" className="grid h-full place-content-center justify-items-center gap-4 p-6 text-center">
      <p>{t("chatFailed")}</p>
      <p className="flex gap-2">
        <button type="button" onClick={onClose} className={plain}>
          {t("closeChat")}
        </button>
        <button type="button" onClick={onRetry} className={plain}>
          {t("tryAgain")}
        </button>
      </p>
    </div>
  );
}
