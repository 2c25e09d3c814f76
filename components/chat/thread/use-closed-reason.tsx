"use client";
import type { ReactElement } from "react";
import { useText } from "@/components/text/text-provider";
import type { Conversation } from "@/lib/contract/entities";
import { ClosedNote } from "../composer/closed-note";

/** What stands in place of the composer where nothing can be sent, or null. */
export function useClosedReason({ status }: Conversation): ReactElement | null {
  const t = useText("chat");
  if (status === "BLOCKED") return <ClosedNote reason={t("blockedReason")} />;
  if (status === "ENDED") return <ClosedNote reason={t("endedReason")} />;
  return null;
}
