"use client";
import Link from "next/link";
import { Button, buttonClass } from "@/components/ui/button";

type Action = { label: string } & ({ href: string } | { onPress(): void });

/** In place of the composer, where nothing can be sent: why, and what can be done about it. */
export function ClosedNote({ reason, action }: { reason: string; action?: Action }) {
  return (
    <div className="flex flex-wrap items-center justify-center gap-3 border-line border-t bg-surface px-4 py-3 text-center text-ink-muted text-sm">
      <p>{reason}</p>
      {action &&
        ("href" in action ? (
          <Link href={action.href} className={buttonClass("plain", "small")}>
            {action.label}
          </Link>
        ) : (
          <Button look="plain" size="small" onClick={action.onPress}>
            {action.label}
          </Button>
        ))}
    </div>
  );
}
