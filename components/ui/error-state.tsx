"use client";
import { TriangleAlert } from "lucide-react";
import { useText } from "@/components/text/text-provider";
import { useErrorText } from "@/components/text/use-error-text";
import type { ErrorBody } from "@/lib/contract/envelope";
import { Button } from "./button";
import { EmptyState } from "./empty-state";

type Props = {
  title: string;
  error?: Pick<ErrorBody, "code"> | { code: "offline" } | null;
  onRetry?(): void;
  className?: string;
};

/** In place of what could not be shown, with the way to try again. */
export function ErrorState({ title, error, onRetry, className }: Props) {
  const t = useText("common");
  const errorText = useErrorText();
  return (
    <div role="alert" className={className}>
      <EmptyState
        icon={<TriangleAlert />}
        title={title}
        text={errorText(error)}
        action={
          onRetry && (
            <Button look="plain" onClick={onRetry}>
              {t("retry")}
            </Button>
          )
        }
      />
    </div>
  );
}
