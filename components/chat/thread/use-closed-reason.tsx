"use client";
import type { ReactElement } from "react";
import { useText } from "@/components/text/text-provider";
import { useMe } from "@/lib/client/hooks";
import type { Conversation } from "@/lib/contract/entities";
import { ClosedNote } from "../composer/closed-note";
import { rightsIn } from "./rights";

/** What stands in place of the composer where nothing can be sent, or null. */
export function useClosedReason(conversation: Conversation): ReactElement | null {
  const t = useText("chat");
  const { isMember } = rightsIn(conversation, useMe());
  const { status } = conversation;
  if (!isMember) return <ClosedNote reason={t("adminReading")} />;
  if (status === "BLOCKED") return <ClosedNote reason={t("blockedReason")} />;
  if (status === "ENDED") return <ClosedNote reason={t("endedReason")} />;
  return null;
}
