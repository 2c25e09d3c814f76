import { Skeleton } from "@/components/ui/skeleton";

/** In place of what stands beside the thread, while its code or its content is on the way. */
export function DetailsSkeleton() {
  return (
    <div className="grid gap-4 p-4">
      <Skeleton className="h-28 w-full" />
      <Skeleton className="h-44 w-full" />
      <Skeleton className="h-40 w-full" />
    </div>
  );
}
