"use client";
import { useText } from "@/components/text/text-provider";
import { useErrorText } from "@/components/text/use-error-text";
import { Button } from "@/components/ui/button";
import type { Message } from "@/lib/contract/entities";
import type { ErrorBody } from "@/lib/contract/envelope";
import { useThreadTools } from "./thread-tools";

/** Why a message was not taken, and what to do about it. */
export function FailedNote({ message, failure }: { message: Message; failure: ErrorBody | undefined }) {
  const t = useText("chat");
  const errorText = useErrorText();
  const { retry, discard } = useThreadTools();
  return (
    <div className="mt-1 flex max-w-full flex-wrap items-center justify-end gap-1.5 text-danger text-sm">
      {failure && <p className="min-w-0 px-1">{errorText(failure)}</p>}
      <Button look="plain" size="small" onClick={() => retry(message.id)}>
        {t("retry")}
      </Button>
      <Button look="quiet" size="small" onClick={() => discard(message.id)}>
        {t("discard")}
      </Button>
    </div>
  );
}
