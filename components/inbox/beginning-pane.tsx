"use client";
// A conversation that is there once its first message has been sent.
import { ChevronLeft, MessagesSquare } from "lucide-react";
import { useMemo } from "react";
import { Composer } from "@/components/chat/composer/composer";
import { useText } from "@/components/text/text-provider";
import { Avatar } from "@/components/ui/avatar";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { IconButton } from "@/components/ui/icon-button";
import { Skeleton } from "@/components/ui/skeleton";
import { useQuery } from "@/lib/client/hooks";
import { useSide } from "./use-place";

type Props = { customerId: string; onBack(): void };

export function BeginningPane({ customerId, onBack }: Props) {
  const t = useText("inbox");
  const common = useText("common");
  const { go } = useSide();
  const { data, error, reload } = useQuery("customer:get", { customerId });
  const target = useMemo(() => ({ customerId }), [customerId]);
  const name = data?.customer.name ?? "";
  const templates = useMemo(() => ({ customer: name, subject: null }), [name]);
  const sent = (conversationId: string) => go({ conversationId, customerId: null }, "replace");
  if (error?.code === "not_found")
    return (
      <div className="grid h-full place-items-center">
        <EmptyState icon={<MessagesSquare />} title={t("noCustomerTitle")} text={t("noCustomerText")} />
      </div>
    );
  if (error && !data)
    return (
      <div className="grid h-full place-items-center">
        <ErrorState title={t("errorTitle")} error={error} onRetry={reload} />
      </div>
    );
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
        {data ? (
          <>
            <Avatar person={data.customer} size="large" />
            <h2 className="min-w-0 truncate font-semibold">
              <bdi>{name}</bdi>
            </h2>
          </>
        ) : (
          <Skeleton className="h-10 w-48" />
        )}
      </header>
      <div className="grid min-h-0 flex-1 place-items-center overflow-y-auto">
        {data && (
          <EmptyState icon={<MessagesSquare />} title={t("beginTitle", { name })} text={t("beginText")} />
        )}
      </div>
      <Composer target={target} templates={templates} onSent={sent} autoFocus />
    </div>
  );
}
