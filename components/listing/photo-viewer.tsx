"use client";
import { useText } from "@/components/text/text-provider";
import { CrossIcon } from "@/components/ui/drawn-icons";
import { ReelSteps, roundButton } from "./reel-steps";
import { useReel } from "./use-reel";

/** Each photo whole, in all the room that the window has. */
export default function PhotoViewer({
  photos,
  first,
  onClose,
}: {
  photos: string[];
  first: number;
  onClose: (at: number) => void;
}) {
  const t = useText("listing");
  const reel = useReel(photos.length, first);
  return (
    <dialog
      ref={(dialog) => {
        if (dialog && !dialog.open) dialog.showModal();
      }}
      aria-label={t("photos")}
      onKeyDown={reel.onKeyDown}
      onClose={() => onClose(reel.index)}
      className="m-0 h-dvh max-h-none w-full max-w-none bg-black/92 p-3 text-white sm:p-6"
    >
      <div className="grid h-full grid-rows-[auto_minmax(0,1fr)] gap-3">
        <form method="dialog" className="justify-self-end">
          <button type="submit" aria-label={t("closeViewer")} className={roundButton}>
            <CrossIcon className="size-5" />
          </button>
        </form>
        <div className="relative min-w-0 overflow-hidden">
          <ul
            ref={reel.track}
            className="flex size-full snap-x snap-mandatory overflow-x-auto overflow-y-hidden [scrollbar-width:none]"
          >
            {photos.map((photo, each) => (
              <li key={photo} inert={each !== reel.index} className="h-full w-full shrink-0 snap-center">
                {/* biome-ignore lint/performance/noImgElement: see photo.tsx. */}
                <img
                  src={photo}
                  alt={t("photo", { index: each + 1, count: photos.length })}
                  draggable={false}
                  className="size-full object-contain"
                />
              </li>
            ))}
          </ul>
          <ReelSteps reel={reel} />
        </div>
      </div>
    </dialog>
  );
}
