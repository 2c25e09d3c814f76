"use client";
import { useText } from "@/components/text/text-provider";
import { LazyAlertDialog } from "../ui/lazy-alert-dialog";

type Props = { name: string; isOpen: boolean; onClose(): void; onConfirm(): void };

/** Says what a first listing changes, before it does. */
export function BecomeSeller({ name, ...dialog }: Props) {
  const t = useText("myListings");
  const changes = [t("sellerName", { name }), t("sellerQuestions"), t("sellerDashboard"), t("sellerBuying")];
  return (
    <LazyAlertDialog
      {...dialog}
      onGiveUp={dialog.onClose}
      title={t("becomeSeller")}
      description={t("becomeSellerText")}
      confirm={t("startSelling")}
    >
      <ul className="grid list-disc gap-2 ps-5 text-sm marker:text-ink-muted">
        {changes.map((change) => (
          <li key={change} className="text-pretty [overflow-wrap:anywhere]">
            {change}
          </li>
        ))}
      </ul>
    </LazyAlertDialog>
  );
}
