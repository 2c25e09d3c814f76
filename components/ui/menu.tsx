"use client";
import "./style-nonce";
import * as RadixMenu from "@radix-ui/react-dropdown-menu";
import type { ReactNode } from "react";
import { useLocale } from "@/components/text/text-provider";
import { cx } from "./cx";
import { PartBoundary } from "./part-failure";

type Props = {
  /** The button that opens it. */
  trigger: ReactNode;
  children: ReactNode;
  align?: "start" | "end";
  side?: "top" | "bottom";
  isOpen?: boolean;
  onOpenChange?(isOpen: boolean): void;
};

export function Menu({ trigger, children, align = "end", side = "bottom", isOpen, onOpenChange }: Props) {
  const { direction } = useLocale();
  return (
    // Not modal: the page behind goes on scrolling and arriving messages are still read out.
    <RadixMenu.Root dir={direction} modal={false} open={isOpen} onOpenChange={onOpenChange}>
      <RadixMenu.Trigger asChild>{trigger}</RadixMenu.Trigger>
      <RadixMenu.Portal container={content()}>
        <RadixMenu.Content
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-h-[var(--radix-dropdown-menu-content-available-height)] min-w-48 max-w-72 overflow-y-auto rounded-xl border border-line bg-surface p-1 text-sm shadow-lg data-[state=open]:animate-fade-in"
        >
          <PartBoundary>{children}</PartBoundary>
        </RadixMenu.Content>
      </RadixMenu.Portal>
    </RadixMenu.Root>
  );
}

/** What lies over the page still belongs to its content, which is where those look for it who go by landmarks. */
const content = () => (typeof document === "undefined" ? null : document.querySelector("main"));

const itemClass =
  "flex min-h-9 w-full cursor-pointer select-none items-center gap-2.5 rounded-lg px-2.5 py-1.5 outline-none data-[highlighted]:bg-raised data-[disabled]:cursor-not-allowed data-[disabled]:opacity-50 pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0";

type ItemProps = {
  icon?: ReactNode;
  shortcut?: string;
  onSelect(): void;
  isDangerous?: boolean;
  disabled?: boolean;
  children: ReactNode;
};

export function MenuItem({ icon, shortcut, onSelect, isDangerous = false, disabled, children }: ItemProps) {
  return (
    <RadixMenu.Item
      disabled={disabled}
      onSelect={onSelect}
      className={cx(itemClass, isDangerous && "text-danger")}
    >
      {icon}
      <span className="min-w-0 flex-1">{children}</span>
      {shortcut && <kbd className="text-ink-muted text-xs">{shortcut}</kbd>}
    </RadixMenu.Item>
  );
}

/** A link in a menu: `children` is the link element itself. */
export function MenuLink({ children }: { children: ReactNode }) {
  return (
    <RadixMenu.Item asChild className={itemClass}>
      {children}
    </RadixMenu.Item>
  );
}

export const MenuSeparator = () => <RadixMenu.Separator className="-mx-1 my-1 h-px bg-line" />;

export function MenuHeading({ children }: { children: ReactNode }) {
  return <RadixMenu.Label className="px-2.5 py-1.5">{children}</RadixMenu.Label>;
}
