"use client";
// A conversation that is there once its first message has been sent.
import { ChevronLeft, MessagesSquare } from "lucide-react";
import { useMemo } from "react";
import { Composer } from "@/components/chat/composer/composer";
import type { TemplateSource } from "@/components/chat/composer/use-quick-replies";
import { BackBar } from "@/components/chat/header/thread-header";
import { useText } from "@/components/text/text-provider";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { IconButton } from "@/components/ui/icon-button";
import { Skeleton } from "@/components/ui/skeleton";
import { type ComposerTarget, useQuery } from "@/lib/client/hooks";
import type { Person } from "@/lib/contract/entities";
import type { ErrorBody } from "@/lib/contract/envelope";
import { nothingOpen } from "./place";
import { useSide } from "./use-place";

/** A seller writes to a customer first. */
export function BeginningPane({ customerId, onBack }: { customerId: string; onBack(): void }) {
  const t = useText("inbox");
  const { data, error, reload } = useQuery("customer:get", { customerId });
  const target = useMemo(() => ({ customerId }), [customerId]);
  const name = data?.customer.name ?? "";
  const templates = useMemo(() => ({ customer: name, subject: null }), [name]);
  if (error?.code === "not_found")
    return <Missing title={t("noCustomerTitle")} text={t("noCustomerText")} onBack={onBack} />;
  if (error && !data) return <Failed error={error} onRetry={reload} onBack={onBack} />;
  return (
    <Beginning
      person={data?.customer ?? null}
      text={t("beginText")}
      target={target}
      templates={templates}
      onBack={onBack}
    />
  );
}

/** Somebody writes to the seller whose invitation they have opened. */
export function InvitedPane({ invitation, onBack }: { invitation: string; onBack(): void }) {
  const t = useText("inbox");
  const { data, error, reload } = useQuery("invitation:get", { token: invitation });
  const sellerId = data?.seller.id;
  const target = useMemo(() => (sellerId ? { sellerId } : null), [sellerId]);
  if (error?.code === "not_found" || error?.code === "gone")
    return <Missing title={t("noInvitationTitle")} text={t("noInvitationText")} onBack={onBack} />;
  if (error && !data) return <Failed error={error} onRetry={reload} onBack={onBack} />;
  return (
    <Beginning
      person={data?.seller ?? null}
      text={t("beginText")}
      target={target}
      templates={null}
      onBack={onBack}
    />
  );
}

type MissingProps = { title: string; text: string; onBack(): void };

function Missing({ title, text, onBack }: MissingProps) {
  const common = useText("common");
  const back = (
    <Button look="plain" onClick={onBack} className="md:hidden">
      {common("back")}
    </Button>
  );
  return (
    <div className="grid h-full place-items-center">
      <EmptyState icon={<MessagesSquare />} title={title} text={text} action={back} />
    </div>
  );
}

type FailedProps = { error: ErrorBody; onRetry(): void; onBack(): void };

function Failed({ error, onRetry, onBack }: FailedProps) {
  const t = useText("inbox");
  return (
    <div className="flex h-full min-h-0 flex-col">
      <BackBar onBack={onBack} />
      <div className="grid flex-1 place-items-center">
        <ErrorState title={t("errorTitle")} error={error} onRetry={onRetry} />
      </div>
    </div>
  );
}

type Props = {
  /** Null until it is known. */
  person: Person | null;
  text: string;
  target: ComposerTarget | null;
  templates: TemplateSource | null;
  onBack(): void;
};

function Beginning({ person, text, target, templates, onBack }: Props) {
  const t = useText("inbox");
  const common = useText("common");
  const { go } = useSide();
  const sent = (conversationId: string) => go({ ...nothingOpen, conversationId }, "replace");
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex min-h-16 items-center gap-3 border-line border-b bg-surface px-4 py-2">
        <IconButton
          label={common("back")}
          icon={<ChevronLeft className="rtl:-scale-x-100" />}
          hasTooltip={false}
          onClick={onBack}
          className="-ms-2 md:hidden"
        />
        {person ? (
          <>
            <Avatar person={person} size="large" />
            <h2 className="min-w-0 truncate font-semibold">
              <bdi>{person.name}</bdi>
            </h2>
          </>
        ) : (
          <Skeleton className="h-10 w-48" />
        )}
      </header>
      <div className="grid min-h-0 flex-1 place-items-center overflow-y-auto">
        {person && (
          <EmptyState icon={<MessagesSquare />} title={t("beginTitle", { name: person.name })} text={text} />
        )}
      </div>
      {target && <Composer target={target} templates={templates} onSent={sent} autoFocus />}
    </div>
  );
}
