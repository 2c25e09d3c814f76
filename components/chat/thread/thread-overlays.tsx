"use client";
import { lazy, Suspense } from "react";
import { useText } from "@/components/text/text-provider";
import type { Message } from "@/lib/contract/entities";
import { type Picking, ReactionPicker } from "../message/reaction-picker";
import type { ThreadTools } from "../message/thread-tools";
import type { Overlay } from "./use-tools";

// Fetched when they are first asked for.
const AlertDialog = lazy(async () => ({
  default: (await import("@/components/ui/alert-dialog")).AlertDialog,
}));
const ForwardDialog = lazy(() => import("../message/forward-dialog"));
const ActionSheet = lazy(() => import("../message/action-sheet"));

type Props = {
  tools: ThreadTools;
  overlay: Overlay;
  onClose(): void;
  picking: Picking | null;
  onClosePicker(): void;
  onRemove(message: Message): Promise<void>;
};

/** What opens over the thread: one of each for all of its messages. */
export function ThreadOverlays({ tools, overlay, onClose, picking, onClosePicker, onRemove }: Props) {
  const t = useText("chat");
  return (
    <>
      <ReactionPicker picking={picking} onClose={onClosePicker} onPick={tools.toggleReaction} />
      <Suspense fallback={null}>
        {overlay.kind === "delete" && (
          <AlertDialog
            isOpen
            onClose={onClose}
            title={t("deleteTitle")}
            description={t("deleteText")}
            confirm={t("delete")}
            isDangerous
            onConfirm={() => onRemove(overlay.message)}
          />
        )}
        {overlay.kind === "forward" && <ForwardDialog message={overlay.message} onClose={onClose} />}
        {overlay.kind === "actions" && (
          <ActionSheet message={overlay.message} anchor={overlay.anchor} tools={tools} onClose={onClose} />
        )}
      </Suspense>
    </>
  );
}
