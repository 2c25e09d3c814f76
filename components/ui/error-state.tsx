"use client";
import { CloudOff, TriangleAlert } from "lucide-react";
import { useText } from "@/components/text/text-provider";
import { type ShownError, useErrorText } from "@/components/text/use-error-text";
import { Button } from "./button";
import { EmptyState } from "./empty-state";

type Props = {
  title: string;
  error?: ShownError | null;
  onRetry?(): void;
  className?: string;
};

/** In place of what could not be shown, with the way to try again. Without a network that is said instead. */
export function ErrorState({ title, error, onRetry, className }: Props) {
  const t = useText("common");
  const errorText = useErrorText();
  const needsNetwork = error?.unreached === true;
  return (
    <div role="alert" className={className}>
      <EmptyState
        icon={needsNetwork ? <CloudOff /> : <TriangleAlert />}
        title={needsNetwork ? t("needsNetwork") : title}
        text={needsNetwork ? t("needsNetworkText") : errorText(error)}
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
