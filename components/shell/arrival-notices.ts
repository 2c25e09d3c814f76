"use client";
import { useRouter } from "next/navigation";
import { useText } from "@/components/text/text-provider";
import { toast } from "@/components/ui/toast";
import { useArrivals, useMe } from "@/lib/client/hooks";
import { preview } from "@/lib/contract/preview";
import { sideOf } from "@/lib/contract/sides";
import { playBlip } from "./blip";
import { addressOf, baseOf, readAddress } from "./conversation-address";
import { readDeviceSettings } from "./device-settings";
import { noticeFor } from "./notice";
import { firstTab, showNotification } from "./notify";

/** Where list and thread stand side by side. */
const wide = "(min-width: 48rem)";

/** Tells of messages that arrive while one looks elsewhere: by toast, sound and notification. */
export function useArrivalNotices(readingId: string | null): void {
  const t = useText("shell");
  const router = useRouter();
  const me = useMe();
  useArrivals(async (message, conversation) => {
    const { base, openId } = readAddress(location.pathname);
    const isInItsList = base === baseOf(sideOf(conversation, me.id));
    const isListVisible = isInItsList && (openId === null || matchMedia(wide).matches);
    const notice = noticeFor(conversation.id, {
      openId: openId ?? readingId,
      isListVisible,
      isPageVisible: document.visibilityState === "visible",
      isMuted: conversation.mutedUntil !== null && Date.parse(conversation.mutedUntil) > Date.now(),
      wants: readDeviceSettings(),
    });
    const href = addressOf(conversation, me.id);
    const { lastMessage } = conversation;
    const text = lastMessage?.id === message.id ? lastMessage.preview : preview(message.text);
    const told = { title: message.senderName, text };
    if (notice.toast)
      toast.show({
        ...told,
        about: conversation.id,
        action: { label: t("openConversation"), onClick: () => router.push(href) },
      });
    if (!notice.sound && !notice.desktop) return;
    // Of several tabs one makes the sound.
    if (!(await firstTab(message.id))) return;
    if (notice.sound) await playBlip();
    if (notice.desktop) await showNotification({ ...told, tag: conversation.id, href });
  });
}
