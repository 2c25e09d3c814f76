"use client";
import "./style-nonce";
import * as RadixAlert from "@radix-ui/react-alert-dialog";
import { type ReactNode, useState } from "react";
import { useText } from "@/components/text/text-provider";
import { Button } from "./button";
import { cx } from "./cx";
import { overlayClass, panelClass } from "./dialog";
import { useFocusBack } from "./focus-back";

type Props = {
  isOpen: boolean;
  onClose(): void;
  title: string;
  description: ReactNode;
  /** The name of what is done, on its button. */
  confirm: string;
  /** The dialog closes when it is through; what went wrong is its own to say. */
  onConfirm(): void | Promise<void>;
  cancel?: string;
  isDangerous?: boolean;
  children?: ReactNode;
};

/** Asks before something that cannot be undone. The focus begins on the way back. */
export function AlertDialog(props: Props) {
  const {
    isOpen,
    onClose,
    title,
    description,
    confirm,
    onConfirm,
    cancel,
    isDangerous = false,
    children,
  } = props;
  const t = useText("common");
  const focusBack = useFocusBack();
  const [isBusy, setBusy] = useState(false);

  async function act() {
    setBusy(true);
    try {
      await onConfirm();
    } finally {
      setBusy(false);
      onClose();
    }
  }

  return (
    <RadixAlert.Root open={isOpen} onOpenChange={(open) => !open && !isBusy && onClose()}>
      <RadixAlert.Portal>
        <RadixAlert.Overlay className={overlayClass} />
        <RadixAlert.Content className={cx(panelClass, "p-5 sm:max-w-md")} {...focusBack}>
          <RadixAlert.Title className="font-semibold text-lg">{title}</RadixAlert.Title>
          <RadixAlert.Description className="mt-1.5 text-ink-muted text-sm">
            {description}
          </RadixAlert.Description>
          {children && <div className="mt-4 min-h-0 overflow-y-auto">{children}</div>}
          <div className="mt-5 flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <RadixAlert.Cancel asChild>
              <Button look="plain" disabled={isBusy}>
                {cancel ?? t("cancel")}
              </Button>
            </RadixAlert.Cancel>
            <Button look={isDangerous ? "danger" : "primary"} isBusy={isBusy} onClick={act}>
              {confirm}
            </Button>
          </div>
        </RadixAlert.Content>
      </RadixAlert.Portal>
    </RadixAlert.Root>
  );
}
