"use client";
import { useLinkStatus } from "next/link";
import type { ReactNode } from "react";
import { useFormStatus } from "react-dom";

const waiting = "animate-pulse delay-200";

/** What was pressed shows that its page is on the way, once that takes longer than one would notice. */
export function PendingMark({ of, children }: { of: "link" | "form"; children: ReactNode }) {
  return of === "link" ? <LinkMark>{children}</LinkMark> : <FormMark>{children}</FormMark>;
}

function LinkMark({ children }: { children: ReactNode }) {
  const { pending } = useLinkStatus();
  return <span className={pending ? waiting : undefined}>{children}</span>;
}

function FormMark({ children }: { children: ReactNode }) {
  const { pending } = useFormStatus();
  return <span className={pending ? waiting : undefined}>{children}</span>;
}
