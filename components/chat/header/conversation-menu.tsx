"use client";
import { EllipsisVertical } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useText } from "@/components/text/text-provider";
import { IconButton } from "@/components/ui/icon-button";
import type { Conversation, Person } from "@/lib/contract/entities";

const load = () => import("./conversation-menu-items");
const Items = lazy(load);
/** Without a network it is tried again when it is wanted. */
const warmUp = () => void load().catch(() => undefined);

type Props = { conversation: Conversation; person: Person };

/** The button is there at once; what it opens is fetched when somebody reaches for it. */
export function ConversationMenu(props: Props) {
  const t = useText("chat");
  const [isWanted, setWanted] = useState(false);
  const button = (
    <IconButton
      label={t("menu")}
      icon={<EllipsisVertical />}
      hasTooltip={false}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={warmUp}
      onFocus={warmUp}
      onClick={() => setWanted(true)}
    />
  );
  if (!isWanted) return button;
  return (
    <Suspense fallback={button}>
      <Items {...props} />
    </Suspense>
  );
}
