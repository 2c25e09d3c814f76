"use client";
// Parts of a page whose code is fetched when they are first needed: menus, dialogs, panels. When that fails, or the
// part throws, the rest of the page stays as it is.
import {
  type ComponentType,
  type ReactNode,
  useCallback,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { PartBoundary, PartFailure } from "./part-failure";

type OwnProps = {
  /** Shown until the code is here, and while it cannot be had. */
  waiting?: ReactNode;
  /** Called when the reader closes the notice of a failure, which can only be closed with this. */
  onGiveUp?(): void;
  /** A failure is shown where the part would be, and not in a dialog over the page. */
  isInPlace?: boolean;
};

const onlineMs = 20_000;
/** What is on the device comes sooner. */
const offlineMs = 3_000;

const tooLate = (ms: number): Promise<never> =>
  new Promise((_, reject) => setTimeout(() => reject(new Error("The code did not arrive in time.")), ms));

/**
 * A component whose code comes with its first use. All places that show it share one download; a failed one is
 * tried again when the reader asks for it, when the network is back, or with the next use.
 */
export function lazyPart<Props extends object>(load: () => Promise<{ default: ComponentType<Props> }>) {
  let Loaded: ComponentType<Props> | null = null;
  let loading: Promise<void> | null = null;
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const bring = (): Promise<void> => {
    if (loading) return loading;
    const loaded = load().then((module) => {
      Loaded = module.default;
      for (const listener of listeners) listener();
    });
    // The loader may leave a failed request without an answer. What arrives after the limit is used all the same.
    loading = Promise.race([loaded, tooLate(navigator.onLine ? onlineMs : offlineMs)]).finally(() => {
      loading = null;
    });
    return loading;
  };

  // biome-ignore lint/correctness/noComponentHookFactories: called once a part, when its module loads, as React.lazy is.
  function Part({ waiting = null, onGiveUp, isInPlace, ...props }: Props & OwnProps) {
    // Servers render no such part, so the first render in the browser does not either.
    const Content = useSyncExternalStore(
      subscribe,
      () => Loaded,
      () => null,
    );
    const [error, setError] = useState<unknown>(null);
    const hasRetried = useRef(false);
    const retry = useCallback(() => {
      hasRetried.current = false;
      setError(null);
    }, []);
    const retryOnce = useCallback(() => {
      if (hasRetried.current) return false;
      hasRetried.current = true;
      setError(null);
      return true;
    }, []);
    useEffect(() => {
      if (Content || error) return;
      let isGone = false;
      bring().catch((reason: unknown) => !isGone && setError(reason));
      return () => {
        isGone = true;
      };
    }, [Content, error]);
    if (Content)
      return (
        <PartBoundary onGiveUp={onGiveUp} isInPlace={isInPlace}>
          <Content {...(props as Props)} />
        </PartBoundary>
      );
    if (!error) return waiting;
    return (
      <>
        {onGiveUp && !isInPlace && waiting}
        <PartFailure
          isCodeMissing
          onRetry={retry}
          onAnswer={retryOnce}
          onGiveUp={onGiveUp}
          isInPlace={isInPlace}
        />
      </>
    );
  }

  return Object.assign(Part, {
    /** Fetches the code before it is needed. A failure is tried again, and shown, when it is. */
    warmUp: () => void (Loaded ?? bring().catch(() => undefined)),
  });
}
