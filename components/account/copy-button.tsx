"use client";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button, type ButtonLook } from "@/components/ui/button";

const shownMs = 2_000;

/** Says beside itself that it has copied; a browser without a clipboard leaves the text to be selected. */
type Props = {
  text: string;
  label: string;
  /** Said once it is done. */
  done: string;
  look?: ButtonLook;
};

export function CopyButton({ text, label, done, look = "plain" }: Props) {
  const [copies, setCopies] = useState(0);
  useEffect(() => {
    if (copies === 0) return;
    const timer = setTimeout(() => setCopies(0), shownMs);
    return () => clearTimeout(timer);
  }, [copies]);
  const copy = () =>
    void navigator.clipboard?.writeText(text).then(
      () => setCopies((count) => count + 1),
      () => undefined,
    );
  return (
    <span className="inline-flex items-center gap-2">
      <Button look={look} size="small" onClick={copy}>
        {copies > 0 ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
        {label}
      </Button>
      <span role="status" className="text-ink-muted text-sm">
        {copies > 0 ? done : ""}
      </span>
    </span>
  );
}
