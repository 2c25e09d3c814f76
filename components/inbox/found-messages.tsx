"use client";
// Messages in which the words were found, newest first; each leads to its place in the thread.
import { useCallback, useEffect, useRef, useState } from "react";
import { useText } from "@/components/text/text-provider";
import { useErrorText } from "@/components/text/use-error-text";
import { Button } from "@/components/ui/button";
import { StaffMark } from "@/components/ui/staff-mark";
import { Time } from "@/components/ui/time";
import { useCall, useMe, useReconnected } from "@/lib/client/hooks";
import type { Conversation, Message } from "@/lib/contract/entities";
import type { ErrorBody } from "@/lib/contract/envelope";
import { Highlight } from "./highlight";
import { othersIn } from "./people";
import { Thumbnail } from "./subject-photo";
import { useSide } from "./use-place";

type Hit = { message: Message; conversation: Conversation; highlight: string };
type Found = { search: string; hits: readonly Hit[]; cursor: string | null; error?: ErrorBody };
const pageItems = 20;

function useFound(search: string) {
  const call = useCall();
  const [found, setFound] = useState<Found | null>(null);
  const controller = useRef<AbortController>(undefined);
  const ask = useCallback(
    async (before: Found | null) => {
      controller.current?.abort();
      const running = new AbortController();
      controller.current = running;
      const { signal } = running;
      const cursor = before?.cursor ?? undefined;
      const answer = await call("message:search", { q: search, limit: pageItems, cursor }, { signal });
      if (signal.aborted) return;
      const earlier = before?.hits ?? [];
      setFound(
        answer.ok
          ? { search, hits: [...earlier, ...answer.data.items], cursor: answer.data.nextCursor }
          : { search, hits: earlier, cursor: before?.cursor ?? null, error: answer.error },
      );
    },
    [call, search],
  );
  useEffect(() => {
    void ask(null);
    return () => controller.current?.abort();
  }, [ask]);
  const now = found?.search === search ? found : null;
  useReconnected(() => {
    if (now?.error?.unreached) void ask(null);
  });
  return { found: now, more: () => void ask(now), retry: () => void ask(null) };
}

export default function FoundMessages({ search }: { search: string }) {
  const t = useText("inbox");
  const common = useText("common");
  const errorText = useErrorText();
  const { found, more, retry } = useFound(search);
  if (!found) return null;
  return (
    <section aria-labelledby="found-messages" className="border-line border-t pt-2 pb-4">
      <h2 id="found-messages" className="px-4 py-1 font-semibold text-ink-muted text-xs">
        {t("foundMessages")}
      </h2>
      {found.hits.length > 0 && (
        // biome-ignore lint/a11y/noRedundantRoles: Safari takes a list without bullets for none.
        <ul role="list" aria-labelledby="found-messages">
          {found.hits.map((hit) => (
            <FoundMessage key={hit.message.id} {...hit} />
          ))}
        </ul>
      )}
      {found.hits.length === 0 && !found.error && (
        <p className="px-4 py-1 text-ink-muted text-sm">{t("noMessages")}</p>
      )}
      {found.error && (
        <p role="alert" className="flex items-center gap-2 px-4 py-1 text-danger text-sm">
          {errorText(found.error)}
          <Button look="plain" size="small" onClick={retry}>
            {common("retry")}
          </Button>
        </p>
      )}
      {found.cursor && !found.error && (
        <div className="px-4 pt-1">
          <Button look="quiet" size="small" onClick={more}>
            {common("loadMore")}
          </Button>
        </div>
      )}
    </section>
  );
}

function FoundMessage({ message, conversation, highlight }: Hit) {
  const me = useMe();
  const { open, hrefOfConversation } = useSide();
  const others = othersIn(conversation, me.id).map(({ name }) => name);
  const { title } = conversation.subject;
  return (
    <li>
      <a
        href={hrefOfConversation(conversation, message.seq)}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          open(conversation, message.seq);
        }}
        className="mx-1.5 flex items-start gap-3 rounded-xl px-2.5 py-2 hover:bg-raised"
      >
        <Thumbnail url={conversation.subject.photoUrl} className="size-8! shrink-0 rounded-md!" />
        <span className="grid min-w-0 flex-1 grid-cols-1 gap-0.5">
          <span className="flex items-baseline justify-between gap-2 text-xs">
            <span className="min-w-0 truncate">
              <bdi className="font-medium text-ink text-sm">{others.join(" · ")}</bdi>
              {title && <bdi className="ms-1.5 text-ink-muted">{title}</bdi>}
            </span>
            <Time at={message.createdAt} hasTooltip={false} className="shrink-0 text-ink-muted" />
          </span>
          <span dir="auto" className="line-clamp-2 text-ink-muted text-sm [text-align:-webkit-match-parent]">
            <Speaker message={message} isNamed={others.length > 1} />
            <Highlight text={highlight} />
          </span>
        </span>
      </a>
    </li>
  );
}

/** Who said it, where that is not whom the row is named after. It has no say in the direction of what was said. */
function Speaker({ message, isNamed }: { message: Message; isNamed: boolean }) {
  const t = useText("inbox");
  const me = useMe();
  const isOwn = message.senderId === me.id;
  if (!isOwn && !isNamed && message.senderRole !== "ADMIN") return null;
  return (
    <>
      <bdi>{isOwn ? t("you") : `${message.senderName}:`}</bdi>{" "}
      {message.senderRole === "ADMIN" && !isOwn && <StaffMark className="me-1" />}
    </>
  );
}
