"use client";
import { useText } from "@/components/text/text-provider";
import { LazyAlertDialog } from "@/components/ui/lazy-alert-dialog";
import { lazyPart } from "@/components/ui/lazy-part";
import type { Message } from "@/lib/contract/entities";
import type { Picking } from "../message/reaction-picker";
import type { ThreadTools } from "../message/thread-tools";
import type { Overlay } from "./use-tools";

const ForwardDialog = lazyPart(() => import("../message/forward-dialog"));
const ActionSheet = lazyPart(() => import("../message/action-sheet"));
const ReactionPicker = lazyPart(() => import("../message/reaction-picker"));

/** Called while a finger rests on a message, so that its menu is there in time. */
export const warmUpActions = ActionSheet.warmUp;
/** The same for a mouse over the messages. */
export const warmUpReactions = ReactionPicker.warmUp;

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
      {picking && (
        <ReactionPicker
          picking={picking}
          onClose={onClosePicker}
          onGiveUp={onClosePicker}
          onPick={tools.toggleReaction}
        />
      )}
      {overlay.kind === "delete" && (
        <LazyAlertDialog
          isOpen
          onClose={onClose}
          onGiveUp={onClose}
          title={t("deleteTitle")}
          description={t("deleteText")}
          confirm={t("delete")}
          isDangerous
          onConfirm={() => onRemove(overlay.message)}
        />
      )}
      {overlay.kind === "forward" && (
        <ForwardDialog message={overlay.message} onClose={onClose} onGiveUp={onClose} />
      )}
      {overlay.kind === "actions" && (
        <ActionSheet
          message={overlay.message}
          anchor={overlay.anchor}
          tools={tools}
          onClose={onClose}
          onGiveUp={onClose}
        />
      )}
    </>
  );
}
