"use client";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useText } from "@/components/text/text-provider";
import { Button } from "@/components/ui/button";

const shownMs = 2_000;

/** Says beside itself that it has copied; a browser without a clipboard leaves the text to be selected. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const t = useText("security");
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
      <Button look="plain" size="small" onClick={copy}>
        {copies > 0 ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
        {label}
      </Button>
      <span role="status" className="text-ink-muted text-sm">
        {copies > 0 ? t("copied") : ""}
      </span>
    </span>
  );
}
