"use client";
import "./style-nonce";
import * as RadixPopover from "@radix-ui/react-popover";
import type { ReactNode } from "react";
import { cx } from "./cx";
import { PartBoundary } from "./part-failure";

type Props = {
  /** The button that opens it. */
  trigger: ReactNode;
  /** What it is, for assistive technology. */
  label: string;
  children: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom";
  isOpen?: boolean;
  onOpenChange?(isOpen: boolean): void;
  className?: string;
};

export function Popover(props: Props) {
  const {
    trigger,
    label,
    children,
    align = "center",
    side = "bottom",
    isOpen,
    onOpenChange,
    className,
  } = props;
  return (
    <RadixPopover.Root open={isOpen} onOpenChange={onOpenChange}>
      <RadixPopover.Trigger asChild>{trigger}</RadixPopover.Trigger>
      <RadixPopover.Portal>
        <RadixPopover.Content
          aria-label={label}
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className={cx(
            "z-50 max-h-[var(--radix-popover-content-available-height)] max-w-[min(22rem,calc(100vw-1rem))] overflow-y-auto rounded-xl border border-line bg-surface p-3 shadow-lg data-[state=open]:animate-fade-in",
            className,
          )}
        >
          <PartBoundary>{children}</PartBoundary>
        </RadixPopover.Content>
      </RadixPopover.Portal>
    </RadixPopover.Root>
  );
}
