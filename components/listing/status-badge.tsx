import type { Listing } from "@/lib/contract/entities";
import { Badge, type BadgeTone } from "../ui/badge";

const tones: Record<Listing["status"], BadgeTone> = {
  ACTIVE: "success",
  RESERVED: "warning",
  SOLD: "neutral",
  HIDDEN: "neutral",
};

export function StatusBadge({ status, label }: { status: Listing["status"]; label: string }) {
  return (
    <Badge tone={tones[status]} className="shadow-sm">
      {label}
    </Badge>
  );
}
