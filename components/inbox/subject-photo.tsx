"use client";
import { Package } from "lucide-react";
import { useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { cx } from "@/components/ui/cx";
import { usePresence } from "@/lib/client/hooks";
import type { Person, Subject } from "@/lib/contract/entities";
import { isPicture } from "@/lib/contract/pictures";

type Props = {
  subject: Subject;
  person: Person | undefined;
  /** Small: of what it is about only, for where the person is told beside it. */
  size?: "small" | "medium";
};

/** What it is about, with the face of whom one talks with at its corner; only the face where it is about nothing. */
export function SubjectPhoto({ subject, person, size = "medium" }: Props) {
  if (size === "small")
    return subject.kind === "direct" && person ? (
      <Avatar person={person} size="small" />
    ) : (
      <Thumbnail url={subject.photoUrl} className="size-7! rounded-md!" />
    );
  return (
    <span aria-hidden className="relative grid size-12 shrink-0 place-items-center">
      {subject.kind === "direct" ? (
        person && <OnlineFace person={person} size="large" />
      ) : (
        <>
          <Thumbnail url={subject.photoUrl} />
          {person && (
            <span className="absolute -end-1.5 -bottom-1.5 rounded-full border-2 border-surface">
              <OnlineFace person={person} size="small" />
            </span>
          )}
        </>
      )}
    </span>
  );
}

export function OnlineFace({ person, size }: { person: Person; size: "small" | "medium" | "large" }) {
  const presence = usePresence([person.id]);
  return <Avatar person={person} size={size} isOnline={presence[person.id]?.online} className="block" />;
}

export function Thumbnail({ url, className }: { url: string | null; className?: string }) {
  const [isBroken, setBroken] = useState(false);
  const frame = cx("size-12 rounded-lg bg-raised object-cover", className);
  if (!url || !isPicture(url) || isBroken)
    return (
      <span className={cx(frame, "grid place-items-center text-ink-muted")}>
        <Package aria-hidden className="size-5" />
      </span>
    );
  return (
    // biome-ignore lint/performance/noImgElement: sellers' own addresses, which an optimiser cannot take.
    <img
      src={url}
      alt=""
      width={48}
      height={48}
      loading="lazy"
      decoding="async"
      draggable={false}
      className={frame}
      onError={() => setBroken(true)}
    />
  );
}
