import { isPicture } from "@/lib/contract/pictures";
import { cx } from "./cx";

const sizes = {
  small: "size-7 text-[0.625rem]",
  medium: "size-9 text-xs",
  large: "size-11 text-sm",
  huge: "size-20 text-2xl",
};
const dots = { small: "size-2.5", medium: "size-3", large: "size-3", huge: "size-4" };
/** As many as there are `--hue-` colours. */
const hues = [
  "bg-hue-1",
  "bg-hue-2",
  "bg-hue-3",
  "bg-hue-4",
  "bg-hue-5",
  "bg-hue-6",
  "bg-hue-7",
  "bg-hue-8",
] as const;

type Props = {
  person: { id: string; name: string; avatarUrl?: string | null };
  size?: keyof typeof sizes;
  /** Undefined where presence is not known; the word for it stands elsewhere, for those who do not see the dot. */
  isOnline?: boolean;
  className?: string;
};

/** Decoration beside a name that is always there, so assistive technology does not hear of it. */
export function Avatar({ person, size = "medium", isOnline, className }: Props) {
  return (
    <span aria-hidden className={cx("relative inline-block shrink-0", className)}>
      <span
        className={cx(
          "grid select-none place-items-center rounded-full font-semibold text-on-hue uppercase",
          sizes[size],
          hueOf(person.id),
        )}
      >
        {initialsOf(person.name)}
      </span>
      {/* A picture that does not load leaves the initials in sight. */}
      {person.avatarUrl && isPicture(person.avatarUrl) && (
        // biome-ignore lint/performance/noImgElement: small pictures of our own, which no optimiser makes smaller.
        <img
          src={person.avatarUrl}
          alt=""
          loading="lazy"
          decoding="async"
          className="absolute inset-0 size-full rounded-full object-cover"
        />
      )}
      {isOnline && (
        <span
          className={cx("absolute end-0 bottom-0 rounded-full border-2 border-surface bg-online", dots[size])}
        />
      )}
    </span>
  );
}

/** The same person has the same colour everywhere and for good. */
export function hueOf(id: string): string {
  let hash = 0;
  for (let i = 0; i < id.length; i++) hash = (Math.imul(hash, 31) + id.charCodeAt(i)) >>> 0;
  return hues[hash % hues.length] ?? hues[0];
}

/** First letters of the first and the last word, whatever script they are in. */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/\s+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  const letter = (word: string | undefined) => word?.match(/[\p{L}\p{N}]\p{M}*/u)?.[0] ?? "";
  const [first] = words;
  const last = words.length > 1 ? words.at(-1) : undefined;
  return `${letter(first)}${letter(last)}` || "?";
}
