"use client";
import { Share2 } from "lucide-react";
import { CopyButton } from "@/components/account/copy-button";
import { useText } from "@/components/text/text-provider";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { TextField } from "@/components/ui/text-field";
import { Time } from "@/components/ui/time";
import type { ErrorBody } from "@/lib/contract/envelope";

export type InviteLink = { url: string; expiresAt: string };
type Props = {
  isOpen: boolean;
  onClose(): void;
  /** Null while it is being made. */
  link: InviteLink | null;
  error: ErrorBody | null;
  onRetry(): void;
};

export default function InviteDialog({ isOpen, onClose, link, error, onRetry }: Props) {
  const t = useText("customers");
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("invite")} description={t("inviteText")} width="small">
      {error && !link ? (
        <ErrorState title={t("inviteErrorTitle")} error={error} onRetry={onRetry} />
      ) : (
        <div className="grid gap-4" aria-busy={link === null}>
          {link ? <Link link={link} /> : <Skeleton className="h-32 w-full" />}
          <div className="grid gap-1.5 rounded-lg bg-raised px-3 py-2.5 text-sm">
            <h3 className="font-medium">{t("inviteSeesTitle")}</h3>
            <p className="text-ink-muted">{t("inviteSees")}</p>
          </div>
        </div>
      )}
    </Dialog>
  );
}

function Link({ link: { url, expiresAt } }: { link: InviteLink }) {
  const t = useText("customers");
  const data = { title: t("inviteShareTitle"), text: t("inviteShareText"), url };
  const canShare = typeof navigator.share === "function" && (navigator.canShare?.(data) ?? true);
  return (
    <div className="grid gap-3">
      <TextField
        label={t("inviteLink")}
        value={url}
        readOnly
        dir="ltr"
        onFocus={(event) => event.currentTarget.select()}
        className="text-start"
      />
      <div className="flex flex-wrap items-center gap-2">
        <CopyButton look="primary" text={url} label={t("inviteCopy")} done={t("inviteCopied")} />
        {canShare && (
          <Button
            look="plain"
            size="small"
            // Closing the system's share sheet rejects the promise. It is no failure, and the link can still be copied.
            onClick={() => void navigator.share(data).catch(() => undefined)}
          >
            <Share2 aria-hidden className="size-4" />
            {t("inviteShare")}
          </Button>
        )}
      </div>
      <p className="text-ink-muted text-sm">
        {t("inviteValid")} <Time at={expiresAt} form="full" />
      </p>
    </div>
  );
}
