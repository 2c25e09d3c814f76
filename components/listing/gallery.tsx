"use client";
import { useState } from "react";
import { useText } from "@/components/text/text-provider";
import { lazyPart } from "@/components/ui/lazy-part";
import { Photo } from "./photo";
import { ReelSteps } from "./reel-steps";
import { useReel } from "./use-reel";

const PhotoViewer = lazyPart(() => import("./photo-viewer"));

export function Gallery({ photos, isOver }: { photos: string[]; isOver: boolean }) {
  const t = useText("listing");
  const reel = useReel(photos.length);
  const [isEnlarged, setEnlarged] = useState(false);
  const count = photos.length;
  return (
    <section aria-label={t("photos")} className="grid min-w-0 grid-cols-1 gap-3">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: takes the keys pressed on the buttons within. */}
      <div
        onKeyDown={reel.onKeyDown}
        className="relative aspect-4/3 overflow-hidden rounded-2xl border border-line bg-raised"
      >
        <ul
          ref={reel.track}
          className="flex size-full snap-x snap-mandatory overflow-x-auto overflow-y-hidden overscroll-x-contain [scrollbar-width:none]"
        >
          {photos.map((photo, each) => (
            <li
              key={photo}
              inert={each !== reel.index}
              className="relative h-full w-full shrink-0 snap-center snap-always"
            >
              <button
                type="button"
                onClick={() => setEnlarged(true)}
                aria-label={`${t("enlarge")} (${t("photo", { index: each + 1, count })})`}
                className="absolute inset-0 cursor-zoom-in focus-visible:-outline-offset-4"
              >
                <Photo
                  src={photo}
                  alt=""
                  isFirst={each === 0}
                  className={isOver ? "contrast-75 grayscale" : ""}
                />
              </button>
            </li>
          ))}
        </ul>
        <ReelSteps reel={reel} />
      </div>
      {count > 1 && (
        <ul className="flex gap-2 overflow-x-auto p-1 [scrollbar-width:none]">
          {photos.map((photo, each) => (
            <li key={photo}>
              <button
                type="button"
                onClick={() => reel.show(each)}
                aria-label={t("photo", { index: each + 1, count })}
                aria-current={each === reel.index ? "true" : undefined}
                className={`relative block h-14 w-[4.7rem] cursor-pointer overflow-hidden rounded-lg ring-offset-2 ring-offset-page sm:h-16 sm:w-[5.3rem] ${each === reel.index ? "ring-2 ring-accent" : "opacity-70 hover:opacity-100"}`}
              >
                <Photo src={photo} alt="" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {isEnlarged && (
        <PhotoViewer
          photos={photos}
          first={reel.index}
          onGiveUp={() => setEnlarged(false)}
          onClose={(at) => {
            setEnlarged(false);
            reel.show(at);
          }}
        />
      )}
    </section>
  );
}
