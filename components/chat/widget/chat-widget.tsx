"use client";
// The chat of a listing page. The engine comes with it, so that the page costs nothing of that until somebody asks.
import { Minus } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { EngineBridge } from "@/components/shell/live";
import { WhileSignedIn } from "@/components/shell/session-ended";
import { useText } from "@/components/text/text-provider";
import { Avatar } from "@/components/ui/avatar";
import { IconButton } from "@/components/ui/icon-button";
import { Money } from "@/components/ui/money";
import { ParleyProvider, useComposer, useConversation, useSend } from "@/lib/client/hooks";
import type { Person } from "@/lib/contract/entities";
import type { Initial } from "@/lib/contract/initial";
import { Composer, type ComposerHandle } from "../composer/composer";
import { ConnectionNotice } from "../thread/connection-notice";
import { Thread } from "../thread/thread";
import { EmptyThread } from "../thread/thread-states";
import { PendingMessages } from "./pending-messages";
import { useSheet } from "./use-sheet";

export type ListingBrief = {
  id: string;
  title: string;
  priceMinor: number;
  currency: string;
  photoUrl: string | null;
  kind?: "VEHICLE" | "PRODUCT" | "SERVICE";
};

type Props = {
  target: { listingId: string };
  listing: ListingBrief;
  seller: Person;
  /** With the conversation about this listing, if there is one already. */
  initial: Initial;
  /** While it is minimised it goes on counting what arrives. */
  isOpen?: boolean;
  onMinimise(): void;
  onUnread?(count: number): void;
  /** Put into the box if nothing has been written yet: what somebody wrote before they signed in. */
  suggestion?: string;
  /** Sent at once: what somebody has signed in for. `onKept` is called when the outbox holds it. */
  question?: { text: string; onKept(): void };
};

export function ChatWidget({ initial, ...props }: Props) {
  return (
    <ParleyProvider initial={initial}>
      <Widget {...props} existingId={initial.conversation?.id ?? null} />
    </ParleyProvider>
  );
}

function Widget({
  isOpen = true,
  existingId,
  onUnread,
  question,
  ...props
}: Omit<Props, "initial"> & { existingId: string | null }) {
  const [conversationId, setConversationId] = useState(existingId);
  // It is put into the box once: what comes of it there is the writer's.
  const [suggestion, setSuggestion] = useState(props.suggestion);
  const takeSuggestion = useCallback(() => setSuggestion(undefined), []);
  return (
    <>
      {question && (
        <Ask {...question} target={props.target} conversationId={existingId} onBegun={setConversationId} />
      )}
      <EngineBridge readingId={isOpen ? conversationId : null} />
      {conversationId !== null && onUnread && (
        <UnreadCount conversationId={conversationId} onUnread={onUnread} />
      )}
      {isOpen && (
        <WhileSignedIn>
          <Panel
            {...props}
            suggestion={suggestion}
            onSuggested={takeSuggestion}
            conversationId={conversationId}
            onBegun={setConversationId}
          />
        </WhileSignedIn>
      )}
    </>
  );
}

type AskProps = NonNullable<Props["question"]> & {
  target: { listingId: string };
  conversationId: string | null;
  onBegun(conversationId: string): void;
};

/** Sends the question as one written here would be, once. What fails stands there as a message that was not sent. */
function Ask({ text, onKept, target, conversationId, onBegun }: AskProps) {
  const send = useSend();
  const isSent = useRef(false);
  const { listingId } = target;
  useEffect(() => {
    if (isSent.current) return;
    isSent.current = true;
    const to = conversationId === null ? { listingId } : { conversationId };
    void send(to, text, onKept).then((result) => {
      if (result.ok && result.conversationId) onBegun(result.conversationId);
    });
  }, [send, text, onKept, listingId, conversationId, onBegun]);
  return null;
}

function UnreadCount({
  conversationId,
  onUnread,
}: {
  conversationId: string;
  onUnread(count: number): void;
}) {
  const unread = useConversation(conversationId)?.unread ?? 0;
  useEffect(() => onUnread(unread), [unread, onUnread]);
  return null;
}

type PanelProps = Omit<Props, "initial" | "isOpen" | "onUnread"> & {
  conversationId: string | null;
  onBegun(conversationId: string): void;
  onSuggested(): void;
};

function Panel(props: PanelProps) {
  const { target, listing, seller, conversationId, onBegun, onMinimise, suggestion, onSuggested } = props;
  const t = useText("chat");
  const panel = useRef<HTMLElement>(null);
  const sheet = useSheet(panel, onMinimise);
  const minimise = <IconButton label={t("minimise")} icon={<Minus />} onClick={onMinimise} />;
  return (
    <section
      ref={panel}
      {...sheet}
      aria-label={t("chatWith", { name: seller.name })}
      className="flex h-[var(--seen-height,100%)] min-h-0 flex-col bg-page"
    >
      <ConnectionNotice />
      {conversationId === null ? (
        <NewThread
          target={target}
          listing={listing}
          seller={seller}
          minimise={minimise}
          suggestion={suggestion}
          onSuggested={onSuggested}
          onBegun={onBegun}
        />
      ) : (
        <>
          {suggestion && (
            <Suggestion conversationId={conversationId} text={suggestion} onSuggested={onSuggested} />
          )}
          <Thread conversationId={conversationId} actions={minimise} autoFocus />
        </>
      )}
    </section>
  );
}

/** Becomes the draft of a conversation that was there already, unless it has one. */
function Suggestion({
  conversationId,
  text,
  onSuggested,
}: {
  conversationId: string;
  text: string;
  onSuggested(): void;
}) {
  const target = useMemo(() => ({ conversationId }), [conversationId]);
  const { text: written, setText } = useComposer(target);
  const first = useRef(written);
  useEffect(() => {
    if (first.current.trim() === "") setText(text);
    onSuggested();
  }, [text, setText, onSuggested]);
  return null;
}

type NewProps = Pick<PanelProps, "target" | "listing" | "seller" | "suggestion" | "onSuggested"> & {
  minimise: React.ReactNode;
  onBegun(conversationId: string): void;
};

/** Before the first message has been sent there is no conversation, only a place to write. */
function NewThread(props: NewProps) {
  const { target, listing, seller, minimise, suggestion, onSuggested, onBegun } = props;
  const t = useText("chat");
  const composer = useRef<ComposerHandle>(null);
  const { listingId } = target;
  const ownTarget = useMemo(() => ({ listingId }), [listingId]);
  const { pending } = useComposer(ownTarget);
  const begun = useCallback((conversationId: string) => onBegun(conversationId), [onBegun]);
  useEffect(() => {
    if (!suggestion) return;
    composer.current?.suggest(suggestion);
    onSuggested();
  }, [suggestion, onSuggested]);
  const openers =
    listing.kind === "SERVICE"
      ? [t("openerService"), t("openerScope"), t("openerPrice")]
      : [t("openerAvailable"), t("openerSee"), t("openerPrice")];
  return (
    <>
      <header className="flex min-h-16 items-center gap-3 border-line border-b bg-surface px-4 py-2">
        <Avatar person={seller} size="large" />
        <div className="min-w-0 flex-1">
          <h2 className="truncate font-semibold text-[0.9375rem] leading-5">
            <bdi>{seller.name}</bdi>
          </h2>
          <p className="flex gap-1.5 text-ink-muted text-sm leading-5">
            <bdi className="truncate">{listing.title}</bdi>
            <span aria-hidden="true">·</span>
            <Money minor={listing.priceMinor} currency={listing.currency} className="shrink-0" />
          </p>
        </div>
        {minimise}
      </header>
      <div data-toast-zone />
      {pending.length > 0 ? (
        <PendingMessages items={pending} />
      ) : (
        <EmptyThread
          title={t("startTitle", { name: seller.name, title: listing.title })}
          text={t("startText", { name: seller.name })}
          openers={openers}
          onPick={(text) => composer.current?.suggest(text)}
        />
      )}
      <Composer ref={composer} target={ownTarget} templates={null} onSent={begun} autoFocus />
    </>
  );
}
