"use client";
import { CircleCheck, TriangleAlert } from "lucide-react";
import { type RefObject, useEffect, useRef, useSyncExternalStore } from "react";
import { useText } from "@/components/text/text-provider";
import { cx } from "./cx";
import { IconButton } from "./icon-button";
import { CloseIcon } from "./icons";
import { dismissToast, type Toast } from "./toast";
import { toastKey } from "./toast-key";
import { holdToast, shownToast, subscribeToShown } from "./toast-time";
import { useToastPlace } from "./use-toast-place";

const icons = {
  neutral: null,
  success: <CircleCheck aria-hidden className="size-4 shrink-0 self-center text-success" />,
  danger: <TriangleAlert aria-hidden className="size-4 shrink-0 self-center text-danger" />,
};

export function ToastCards() {
  const shown = useSyncExternalStore(subscribeToShown, shownToast, () => undefined);
  const frame = useRef<HTMLDivElement>(null);
  const place = useToastPlace(shown?.id, frame);
  return (
    <div
      ref={frame}
      style={place}
      className="fixed grid justify-items-center px-2 [align-content:safe_center]"
    >
      {shown && <ToastCard key={shown.id} toast={shown} />}
    </div>
  );
}

function ToastCard({ toast: { id, title, text, tone, action } }: { toast: Toast }) {
  const t = useText("shell");
  const card = useRef<HTMLDivElement>(null);
  const { onLeave } = useToastKeys(card, id);
  useStaysWhileHidden(id);
  const dismiss = () => {
    dismissToast(id);
    onLeave();
  };
  const hold = () => holdToast(id);
  const letGo = () => {
    if (!card.current?.matches(":hover, :focus-within")) holdToast(null);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only keeps it there; keys do so by focus.
    <div
      ref={card}
      onPointerEnter={hold}
      onPointerLeave={letGo}
      onFocus={hold}
      onBlur={() => requestAnimationFrame(letGo)}
      className="pointer-events-auto flex w-full max-w-sm animate-rise-in items-start gap-2.5 rounded-xl border border-line bg-surface py-1 ps-3.5 pe-1.5 text-sm shadow-lg"
    >
      {icons[tone]}
      <div className="min-w-0 flex-1 self-center py-0.5 leading-4.5">
        <p dir="auto" className={cx("text-start", text ? "truncate font-medium" : "line-clamp-2")}>
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
          onClick={() => {
            dismiss();
            action.onClick();
          }}
          className="min-h-8 shrink-0 cursor-pointer self-center rounded-md px-2 font-medium text-accent hover:bg-accent-soft pointer-coarse:min-h-10"
        >
          {action.label}
        </button>
      )}
      <IconButton
        label={t("dismiss")}
        icon={<CloseIcon />}
        size="small"
        shortcut={`${toastKey}, Esc`}
        aria-keyshortcuts={toastKey}
        onClick={dismiss}
        className="self-center"
      />
    </div>
  );
}

/** One key leads into the toast, Escape closes it from there, and the focus goes back to where it was. */
function useToastKeys(card: RefObject<HTMLElement | null>, id: number) {
  const before = useRef<Element | null>(null);
  const onLeave = () => {
    if (before.current instanceof HTMLElement) before.current.focus();
  };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { current: element } = card;
      if (!element) return;
      const isWithin = element.contains(document.activeElement);
      if (event.key === toastKey && !isWithin) {
        before.current = document.activeElement;
        element.querySelector("button")?.focus();
      } else if (event.key === "Escape" && isWithin) {
        dismissToast(id);
        if (before.current instanceof HTMLElement) before.current.focus();
      } else return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Before anything else on the page: Escape would leave the thread.
    document.addEventListener("keydown", press, true);
    return () => document.removeEventListener("keydown", press, true);
  }, [card, id]);
  return { onLeave };
}

/** What is told while nobody looks at the page is there when they come back. */
function useStaysWhileHidden(id: number): void {
  useEffect(() => {
    const look = () => holdToast(document.visibilityState === "hidden" ? id : null);
    if (document.visibilityState === "hidden") look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [id]);
}
