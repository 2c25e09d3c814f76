"use client";
import { MessageCircleOff, MessagesSquare } from "lucide-react";
import { useText } from "@/components/text/text-provider";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";

const shapes = ["w-2/5", "w-3/5", "w-1/3", "w-1/2", "w-2/3", "w-1/4"];

/** Bubbles to come, from both sides. */
export function LoadingThread() {
  const t = useText("common");
  return (
    <div className="flex flex-1 flex-col justify-end gap-3 overflow-hidden p-4">
      <span className="sr-only">{t("loading")}</span>
      {shapes.map((width, index) => (
        <Skeleton key={width} className={`h-10 rounded-2xl ${width} ${index % 2 ? "self-end" : ""}`} />
      ))}
    </div>
  );
}

export function MissingThread({ onBack }: { onBack?(): void }) {
  const t = useText("chat");
  return (
    <div className="grid h-full flex-1 place-items-center">
      <EmptyState
        icon={<MessageCircleOff />}
        title={t("missingTitle")}
        text={t("missingText")}
        heading="h2"
        action={
          onBack && (
            <Button look="plain" onClick={onBack} className="md:hidden">
              {t("back")}
            </Button>
          )
        }
      />
    </div>
  );
}

type EmptyProps = { title: string; text: string; openers: readonly string[]; onPick(text: string): void };

/** Before anything has been said: a word of welcome, and how one might begin. */
export function EmptyThread({ title, text, openers, onPick }: EmptyProps) {
  const t = useText("chat");
  return (
    <div className="flex flex-1 flex-col justify-center overflow-y-auto pb-4">
      <EmptyState icon={<MessagesSquare />} title={title} text={text} className="pt-4 pb-3" />
      {openers.length > 0 && (
        <ul aria-label={t("openers")} className="flex flex-wrap justify-center gap-2 px-4">
          {openers.map((opener) => (
            <li key={opener}>
              <button
                type="button"
                onClick={() => onPick(opener)}
                className="min-h-9 cursor-pointer rounded-full border border-line-strong bg-surface px-3.5 py-1 text-start text-sm hover:bg-raised pointer-coarse:min-h-11"
              >
                {opener}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
