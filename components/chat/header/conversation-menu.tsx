"use client";
import { EllipsisVertical } from "lucide-react";
import { useState } from "react";
import { useText } from "@/components/text/text-provider";
import { IconButton } from "@/components/ui/icon-button";
import { lazyPart } from "@/components/ui/lazy-part";
import { useMe } from "@/lib/client/hooks";
import type { Conversation, Person } from "@/lib/contract/entities";

import { rightsIn } from "../thread/rights";

const Items = lazyPart(() => import("./conversation-menu-items"));

type Props = { conversation: Conversation; person: Person };

/** The button is there at once; what it opens is fetched when somebody reaches for it. */
export function ConversationMenu(props: Props) {
  const t = useText("chat");
  const [isWanted, setWanted] = useState(false);
  const { isMember, canEnd } = rightsIn(props.conversation, useMe());
  const button = (
    <IconButton
      label={t("menu")}
      icon={<EllipsisVertical />}
      hasTooltip={false}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={Items.warmUp}
      onFocus={Items.warmUp}
      onClick={() => setWanted(true)}
    />
  );
  if (!isMember && !canEnd) return null;
  if (!isWanted) return button;
  return <Items {...props} waiting={button} onGiveUp={() => setWanted(false)} />;
}
