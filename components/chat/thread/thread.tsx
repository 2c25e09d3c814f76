"use client";
// One conversation with everything that belongs to it. Widget, buyer's inbox and seller's dashboard show this same one.
import { type ReactNode, useCallback, useEffect, useMemo, useRef } from "react";
import { useText } from "@/components/text/text-provider";
import { useErrorText } from "@/components/text/use-error-text";
import { ErrorState } from "@/components/ui/error-state";
import { toast } from "@/components/ui/toast";
import { useConnection, useConversation, useMe, useThread } from "@/lib/client/hooks";
import type { Conversation } from "@/lib/contract/entities";
import type { ErrorBody } from "@/lib/contract/envelope";
import { Composer, type ComposerHandle } from "../composer/composer";
import { isStaffIn, otherPerson } from "../header/other-person";
import { BackBar, ThreadHeader } from "../header/thread-header";
import { ThreadToolsProvider } from "../message/thread-tools";
import { type LogHandle, MessageLog } from "./message-log";
import { ThreadOverlays } from "./thread-overlays";
import { EmptyThread, LoadingThread, MissingThread } from "./thread-states";
import { TypingLine } from "./typing-line";
import { useClosedReason } from "./use-closed-reason";
import { useTools } from "./use-tools";

type Props = {
  conversationId: string;
  /** The way back to the list, for where both do not fit side by side. */
  onBack?(): void;
  /** Buttons of the page around, in the header. */
  actions?: ReactNode;
  /** A message to be shown, such as one that a search has found; another object asks for it again. */
  show?: { seq: number };
  /** The page around has a heading of its own. */
  hasHeader?: boolean;
  autoFocus?: boolean;
};

export function Thread(props: Props) {
  const conversation = useConversation(props.conversationId);
  const thread = useThread(props.conversationId, props.show?.seq);
  if (thread.status === "missing") return <MissingThread onBack={props.onBack} />;
  // Another conversation is another thread: nothing of the one before is left over.
  if (conversation)
    return <OpenThread key={conversation.id} {...props} conversation={conversation} thread={thread} />;
  return (
    <div className="flex h-full min-h-0 flex-col bg-page">
      {props.onBack && <BackBar onBack={props.onBack} />}
      {thread.status === "error" ? <FailedThread {...thread} /> : <LoadingThread />}
    </div>
  );
}

type View = ReturnType<typeof useThread>;

function OpenThread({
  conversation,
  thread,
  ...props
}: Props & { conversation: Conversation; thread: View }) {
  const { id } = conversation;
  const log = useRef<LogHandle>(null);
  const composer = useRef<ComposerHandle>(null);
  const { tools, overlay, closeOverlay, picking, closePicker, removeMessage } = useTools(
    conversation,
    log,
    composer,
  );
  const closed = useClosedReason(conversation);
  const target = useMemo(() => ({ conversationId: id }), [id]);
  const templates = useTemplates(conversation);
  const focusComposer = useCallback(() => composer.current?.focus(), []);
  const editLast = useCallback(() => {
    const row = log.current?.lastOwn();
    if (row && row.item.message.deletedAt === null) tools.edit(row.item.message);
  }, [tools]);

  // What one has written is shown, however far up one was reading.
  const showNewest = useCallback(() => log.current?.jumpToEnd(), []);

  const isReady = thread.status === "ready";
  const { show } = props;
  const shown = useRef(show);
  useEffect(() => {
    if (show && show !== shown.current) log.current?.jumpTo(show.seq);
    shown.current = show;
  }, [show]);
  const onMissing = useMissingNotice();

  return (
    <ThreadToolsProvider value={tools}>
      <section className="relative flex h-full min-h-0 flex-col bg-page">
        {props.hasHeader !== false && (
          <ThreadHeader conversation={conversation} onBack={props.onBack} actions={props.actions} />
        )}
        <div data-toast-zone />
        {thread.status === "error" && thread.items.length === 0 && <FailedThread {...thread} />}
        {thread.status === "loading" && thread.items.length === 0 && <LoadingThread />}
        {isReady && thread.items.length === 0 && (
          <Beginning conversation={conversation} composer={composer} />
        )}
        {thread.items.length > 0 && (
          <MessageLog
            ref={log}
            thread={thread}
            conversation={conversation}
            tools={tools}
            showSeq={show?.seq}
            onMissing={onMissing}
            onLeave={focusComposer}
          />
        )}
        <TypingLine
          conversationId={id}
          nameOf={tools.nameOf}
          isStaff={(userId) => isStaffIn(conversation, userId)}
        />
        {closed ?? (
          <Composer
            ref={composer}
            target={target}
            templates={templates}
            onEditLast={editLast}
            onSent={showNewest}
            autoFocus={props.autoFocus}
          />
        )}
        <ThreadOverlays
          tools={tools}
          overlay={overlay}
          onClose={closeOverlay}
          picking={picking}
          onClosePicker={closePicker}
          onRemove={removeMessage}
        />
      </section>
    </ThreadToolsProvider>
  );
}

/** Says why a message that was asked for is not shown. */
function useMissingNotice() {
  const t = useText("chat");
  const errorText = useErrorText();
  const { status } = useConnection();
  return (error: ErrorBody | null) => {
    if (error === null) toast.show(t("messageMissing"));
    else toast.error(status === "offline" ? t("messageNeedsNetwork") : errorText(error));
  };
}

function FailedThread({ error, retry }: View) {
  const t = useText("chat");
  return (
    <div className="grid flex-1 place-items-center">
      <ErrorState title={t("loadFailed")} error={error} onRetry={retry} />
    </div>
  );
}

function Beginning({
  conversation,
  composer,
}: {
  conversation: Conversation;
  composer: { current: ComposerHandle | null };
}) {
  const t = useText("chat");
  const me = useMe();
  const { name } = otherPerson(conversation, me.id);
  return (
    <EmptyThread
      title={t("emptyTitle", { name })}
      text={t("emptyText")}
      openers={[]}
      onPick={(text) => composer.current?.suggest(text)}
    />
  );
}

/** Quick replies are the seller's; what they are filled in with comes from the conversation. */
function useTemplates({ customer, seller, subject }: Conversation) {
  const me = useMe();
  const isSeller = me.id === seller.id;
  return useMemo(
    () => (isSeller ? { customer: customer.name, subject } : null),
    [isSeller, customer.name, subject],
  );
}
