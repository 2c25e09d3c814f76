import { limits } from "@/lib/contract/limits";

/** The conversations that are likely to be opened next: those beside the open one, or those in view where none is. */
export function likelyNext(
  ids: readonly string[],
  currentId: string | null,
  firstInView: number | null,
): readonly string[] {
  if (currentId === null)
    return firstInView === null ? [] : ids.slice(firstInView, firstInView + limits.aheadThreads);
  const at = ids.indexOf(currentId);
  if (at < 0) return [];
  return [at + 1, at - 1, at + 2, at - 2].flatMap((index) => ids[index] ?? []);
}
