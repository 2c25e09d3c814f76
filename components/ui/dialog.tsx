"use client";
import "./style-nonce";
import * as RadixDialog from "@radix-ui/react-dialog";
import type { ReactNode, RefObject } from "react";
import { useText } from "@/components/text/text-provider";
import { cx } from "./cx";
import { useFocusBack } from "./focus-back";
import { IconButton } from "./icon-button";
import { CloseIcon } from "./icons";
import { PartBoundary } from "./part-failure";

const widths = { small: "sm:max-w-md", medium: "sm:max-w-xl", large: "sm:max-w-3xl" };

export const overlayClass = "fixed inset-0 z-40 bg-overlay data-[state=open]:animate-fade-in";
/** A sheet from below on a phone, where a thumb reaches it; in the middle elsewhere. */
export const panelClass =
  "fixed inset-x-0 bottom-0 z-50 flex max-h-[92dvh] flex-col rounded-t-2xl border border-line bg-surface shadow-lg data-[state=open]:animate-rise-in sm:inset-0 sm:m-auto sm:h-fit sm:max-h-[85dvh] sm:w-[calc(100%-2rem)] sm:rounded-2xl";

type Props = {
  isOpen: boolean;
  onClose(): void;
  title: string;
  /** Only assistive technology hears the title: what is seen says it already. */
  isTitleHidden?: boolean;
  description?: ReactNode;
  width?: keyof typeof widths;
  /** What the focus comes to when it opens, in place of the first control. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** Stands below what scrolls, for the buttons. */
  footer?: ReactNode;
  children?: ReactNode;
};

export function Dialog({
  isOpen,
  onClose,
  title,
  isTitleHidden = false,
  description,
  width = "medium",
  initialFocus,
  footer,
  children,
}: Props) {
  const t = useText("common");
  const focusBack = useFocusBack();
  const head = (
    <div className={cx("flex items-start gap-3 px-5 pt-4", isTitleHidden ? "sr-only" : "pb-3")}>
      <div className="min-w-0 flex-1">
        <RadixDialog.Title className="font-semibold text-lg">{title}</RadixDialog.Title>
        {description && (
          <RadixDialog.Description className="mt-1 text-ink-muted text-sm">
            {description}
          </RadixDialog.Description>
        )}
      </div>
      <RadixDialog.Close asChild>
        <IconButton
          label={t("close")}
          icon={<CloseIcon />}
          size="small"
          hasTooltip={false}
          className="-me-1.5"
        />
      </RadixDialog.Close>
    </div>
  );
  return (
    <RadixDialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={overlayClass} />
        <RadixDialog.Content
          className={cx(panelClass, widths[width])}
          {...focusBack}
          onOpenAutoFocus={(event) => {
            focusBack.onOpenAutoFocus();
            if (!initialFocus?.current) return;
            event.preventDefault();
            initialFocus.current.focus();
          }}
          {...(description ? {} : { "aria-describedby": undefined })}
        >
          {!isTitleHidden && head}
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 pb-5">
            <PartBoundary>{children}</PartBoundary>
          </div>
          {footer && (
            <div className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-3">{footer}</div>
          )}
          {/* Nobody sees it, so it is not what the focus comes to first. */}
          {isTitleHidden && head}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
