import { Check, CheckCheck, CircleAlert, Clock } from "lucide-react";
import { useText } from "@/components/text/text-provider";
import type { ThreadItem } from "@/lib/client/hooks";

type Known = Exclude<ThreadItem["state"], null>;

const icons = {
  QUEUED: Clock,
  SENDING: Clock,
  SENT: Check,
  DELIVERED: CheckCheck,
  READ: CheckCheck,
  FAILED: CircleAlert,
} as const satisfies Record<Known, typeof Clock>;

const words = {
  QUEUED: "queued",
  SENDING: "sending",
  SENT: "sent",
  DELIVERED: "delivered",
  READ: "read",
  FAILED: "failed",
} as const satisfies Record<Known, string>;

const colours: Partial<Record<Known, string>> = { READ: "text-accent", FAILED: "text-danger" };

/** How far one's own message has come, as a sign and as a word. */
export function StateMark({ state }: { state: Known }) {
  const t = useText("chat");
  const Icon = icons[state];
  return (
    <span className={`inline-flex items-center gap-1 ${colours[state] ?? ""}`}>
      <Icon aria-hidden="true" className="size-3.5 shrink-0" strokeWidth={2.25} />
      {t(words[state])}
    </span>
  );
}
