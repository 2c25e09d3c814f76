import { RowSkeletons } from "./row-skeletons";

/** An inbox of which not even the address is known yet. */
export function InboxSkeleton() {
  return (
    <main
      aria-busy="true"
      className="h-[calc(100dvh-var(--header-height))] overflow-hidden bg-surface py-1.5 md:grid md:grid-cols-[20rem_minmax(0,1fr)] lg:grid-cols-[23rem_minmax(0,1fr)]"
    >
      <div>
        <RowSkeletons count={8} />
      </div>
    </main>
  );
}
