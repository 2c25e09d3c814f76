import { isPicture } from "@/lib/contract/pictures";
import { PhotoIcon } from "./icons";

type Props = {
  src: string | undefined;
  alt: string;
  /** Seen without scrolling: fetched at once and first. */
  isFirst?: boolean;
  className?: string;
};

/** A photo in the frame of its parent; where there is none, or it does not load, the frame says so by a sign. */
export function Photo({ src, alt, isFirst = false, className = "" }: Props) {
  return (
    <span className="absolute inset-0 grid place-items-center bg-raised text-ink-muted">
      <PhotoIcon className="size-8 opacity-50" />
      {src && isPicture(src) && (
        // biome-ignore lint/performance/noImgElement: sellers' own addresses and drawings, which an optimiser cannot take.
        <img
          src={src}
          alt={alt}
          width={800}
          height={600}
          loading={isFirst ? "eager" : "lazy"}
          fetchPriority={isFirst ? "high" : "auto"}
          decoding="async"
          draggable={false}
          className={`absolute inset-0 size-full object-cover ${className}`}
        />
      )}
    </span>
  );
}
