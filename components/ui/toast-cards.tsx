"use client";
import { CircleCheck, TriangleAlert } from "lucide-react";
import { useText } from "@/components/text/text-provider";
import { cx } from "./cx";
import { IconButton } from "./icon-button";
import { CloseIcon } from "./icons";
import { dismissToast, holdToasts, type Toast } from "./toast";

const icons = {
  neutral: null,
  success: <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-success" />,
  danger: <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />,
};

export function ToastCards({ toasts }: { toasts: readonly Toast[] }) {
  const t = useText("shell");
  return toasts.map((each) => <ToastCard key={each.id} toast={each} dismiss={t("dismiss")} />);
}

function ToastCard({ toast: { id, title, text, tone, action }, dismiss }: { toast: Toast; dismiss: string }) {
  const act = () => {
    dismissToast(id);
    action?.onClick();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only keeps it there; keys do so by focus.
    <div
      onPointerEnter={() => holdToasts(true)}
      onPointerLeave={() => holdToasts(false)}
      onFocus={() => holdToasts(true)}
      onBlur={() => holdToasts(false)}
      className="pointer-events-auto flex w-full max-w-sm animate-rise-in items-start gap-2.5 rounded-xl border border-line bg-surface py-2.5 ps-3.5 pe-2 text-sm shadow-lg"
    >
      {icons[tone]}
      <div className="min-w-0 flex-1 py-0.5">
        <p dir="auto" className={cx("truncate text-start", text && "font-medium")}>
          {title}
        </p>
        {text && (
          <p dir="auto" className="line-clamp-2 text-start text-ink-muted">
            {text}
          </p>
        )}
      </div>
      {action && (
        <button
          type="button"
          onClick={act}
          className="min-h-8 shrink-0 cursor-pointer rounded-md px-2 font-medium text-accent hover:bg-accent-soft"
        >
          {action.label}
        </button>
      )}
      <IconButton
        label={dismiss}
        icon={<CloseIcon />}
        size="small"
        hasTooltip={false}
        onClick={() => dismissToast(id)}
      />
    </div>
  );
}
