import { IconButton } from "@/components/ui/icon-button";
import { CloseIcon } from "@/components/ui/icons";
import { preview } from "@/lib/contract/preview";

type Props = { title: string; text: string; cancelLabel: string; onCancel(): void };

/** What the next message answers, or which one is being changed. */
export function ContextBar({ title, text, cancelLabel, onCancel }: Props) {
  return (
    <div className="flex items-center gap-2 ps-4 pe-2 pt-2">
      <div className="min-w-0 flex-1 border-accent border-s-3 ps-2 text-sm">
        <p className="truncate font-medium text-accent">{title}</p>
        <p dir="auto" className="truncate text-start text-ink-muted">
          {preview(text)}
        </p>
      </div>
      <IconButton label={cancelLabel} icon={<CloseIcon />} size="small" onClick={onCancel} />
    </div>
  );
}
