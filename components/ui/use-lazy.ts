"use client";
import { type ComponentType, useEffect, useState } from "react";

/** A component that is fetched once it is wanted for the first time, and kept from then on. */
export function useLazy<Props>(isWanted: boolean, load: () => Promise<ComponentType<Props>>) {
  const [Loaded, setLoaded] = useState<ComponentType<Props> | null>(null);
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    if (!isWanted || Loaded || hasFailed) return;
    let isGone = false;
    load().then(
      (Component) => !isGone && setLoaded(() => Component),
      () => !isGone && setFailed(true),
    );
    return () => {
      isGone = true;
    };
  }, [isWanted, Loaded, hasFailed, load]);
  return { Loaded, hasFailed, retry: () => setFailed(false) };
}
