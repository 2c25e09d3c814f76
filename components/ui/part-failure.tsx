"use client";
// What stands in place of a part that could not be loaded or has thrown, in words and with a way to try again.
import { Component, type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { useText } from "@/components/text/text-provider";

type FailureProps = {
  /** The code did not arrive, as opposed to having failed while it ran. */
  isCodeMissing?: boolean;
  onRetry(): void;
  /** Called when the server answers. Returns whether the part is tried once more: the network may just have come back. */
  onAnswer?(): boolean;
  /** Called when the reader closes this notice, which can only be closed with it. */
  onGiveUp?(): void;
  /** Shown in the flow of the page; otherwise a notice that can be closed is a dialog. */
  isInPlace?: boolean;
};

/** `replaced`: the server answers, so the code is missing because a newer build has taken its place. */
type Cause = "network" | "replaced" | "fault";
const texts = { network: "partNeedsNetwork", replaced: "partReplaced", fault: "partFailed" } as const;

const probeTimeoutMs = 5_000;
/** By then the loader has ended its own second tries of the part's other files, which would fail the next load too. */
const settleMs = 1_000;
/** Part of every listing's page, so in plain elements. */
const buttonClass =
  "min-h-10 cursor-pointer rounded-lg border border-line-strong bg-surface px-3.5 font-medium text-sm hover:bg-raised pointer-coarse:min-h-11";

export function PartFailure({
  isCodeMissing = false,
  onRetry,
  onAnswer,
  onGiveUp,
  isInPlace = !onGiveUp,
}: FailureProps) {
  const t = useText("shell");
  const [cause, setCause] = useState<Cause | null>(() =>
    !isCodeMissing ? "fault" : navigator.onLine ? null : "network",
  );
  const retry = useEffectEvent(onRetry);
  const answered = useEffectEvent(() => onAnswer?.() ?? false);
  useEffect(() => {
    if (!isCodeMissing) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const controller = new AbortController();
    const signal = AbortSignal.any([controller.signal, AbortSignal.timeout(probeTimeoutMs)]);
    fetch("/api/health", { cache: "no-store", signal }).then(
      ({ ok }) => {
        if (!ok) return setCause("network");
        timer = setTimeout(() => !answered() && setCause("replaced"), settleMs);
      },
      () => setCause("network"),
    );
    addEventListener("online", () => retry(), { signal: controller.signal });
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [isCodeMissing]);

  if (!cause) return null;
  const isReplaced = cause === "replaced";
  const content = (
    <div role="alert" className="grid h-full place-content-center justify-items-center gap-4 p-6 text-center">
      <p>{t(texts[cause])}</p>
      <p className="flex flex-wrap justify-center gap-2">
        <button
          type="button"
          onClick={isReplaced ? () => location.reload() : onRetry}
          className={buttonClass}
        >
          {t(isReplaced ? "reload" : "tryAgain")}
        </button>
        {onGiveUp && (
          <button type="button" onClick={onGiveUp} className={buttonClass}>
            {t("close")}
          </button>
        )}
      </p>
    </div>
  );
  if (isInPlace) return content;
  return (
    <dialog
      ref={(dialog) => {
        if (dialog && !dialog.open) dialog.showModal();
      }}
      onClose={onGiveUp}
      className="m-auto w-[min(24rem,calc(100vw-2rem))] rounded-2xl border border-line bg-surface text-ink shadow-lg backdrop:bg-overlay"
    >
      {content}
    </dialog>
  );
}

type BoundaryProps = Omit<FailureProps, "isCodeMissing" | "onRetry"> & { children: ReactNode };

/** Keeps what throws within it from taking the page along. */
export class PartBoundary extends Component<BoundaryProps, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    const { children, ...rest } = this.props;
    if (!this.state.hasFailed) return children;
    return <PartFailure {...rest} onRetry={() => this.setState({ hasFailed: false })} />;
  }
}
