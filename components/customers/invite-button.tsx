"use client";
import { UserRoundPlus } from "lucide-react";
import { useCallback, useState } from "react";
import { useText } from "@/components/text/text-provider";
import { Button, type ButtonLook } from "@/components/ui/button";
import { lazyPart } from "@/components/ui/lazy-part";
import { useCall } from "@/lib/client/hooks";
import type { ErrorBody } from "@/lib/contract/envelope";
import type { InviteLink } from "./invite-dialog";

const InviteDialog = lazyPart(() => import("./invite-dialog"));

/** Opens the dialog with the seller's link. The link is made once and shown again while the list stays open. */
export function useInvite() {
  const call = useCall();
  const [isWanted, setWanted] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const [link, setLink] = useState<InviteLink | null>(null);
  const [error, setError] = useState<ErrorBody | null>(null);
  const make = useCallback(async () => {
    setError(null);
    const answer = await call("invitation:create", {});
    if (answer.ok) setLink(answer.data);
    else setError(answer.error);
  }, [call]);
  const open = () => {
    setWanted(true);
    setOpen(true);
    if (!link) void make();
  };
  const dialog = isWanted && (
    <InviteDialog
      isOpen={isOpen}
      onClose={() => setOpen(false)}
      link={link}
      error={error}
      onRetry={() => void make()}
      onGiveUp={() => setWanted(false)}
    />
  );
  return { open, dialog };
}

export function InviteButton({ onClick, look }: { onClick(): void; look: ButtonLook }) {
  const t = useText("customers");
  return (
    <Button look={look} size="small" onClick={onClick} aria-haspopup="dialog">
      <UserRoundPlus aria-hidden className="size-4" />
      {t("invite")}
    </Button>
  );
}
