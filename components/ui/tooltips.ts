// Shows the tooltip of whatever is pointed at or focused by key. See TooltipHost.

const openDelayMs = 400;
const gapPx = 6;
const edgePx = 8;

/** `first` is what was pointed at before this code was there. */
export function attachTooltips(tip: HTMLElement, first: Event): () => void {
  let target: Element | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hide = () => {
    clearTimeout(timer);
    target = null;
    if (tip.matches(":popover-open")) tip.hidePopover();
  };
  const aim = (next: Element | null, delayMs: number) => {
    if (next === target) return;
    hide();
    if (!next) return;
    target = next;
    timer = setTimeout(() => show(tip, next), delayMs);
  };
  const owner = (event: Event) =>
    event.target instanceof Element ? event.target.closest("[data-tooltip]") : null;
  const controller = new AbortController();
  const listen = (name: string, listener: (event: Event) => void) =>
    document.addEventListener(name, listener, { capture: true, passive: true, signal: controller.signal });

  const onPointer = (event: Event) => {
    if ((event as PointerEvent).pointerType !== "touch") aim(owner(event), openDelayMs);
  };
  const onFocus = (event: Event) => {
    const next = owner(event);
    if (next?.matches(":focus-visible")) aim(next, 0);
  };
  listen("pointerover", onPointer);
  listen("focusin", onFocus);
  for (const name of ["focusout", "pointerdown", "scroll"]) listen(name, hide);
  listen("keydown", (event) => (event as KeyboardEvent).key === "Escape" && hide());
  if (first.type === "focusin") onFocus(first);
  else onPointer(first);
  return () => {
    controller.abort();
    hide();
  };
}

function show(tip: HTMLElement, target: Element): void {
  const [text = "", shortcut] = (target.getAttribute("data-tooltip") ?? "").split("\n");
  if (!text || !target.isConnected) return;
  tip.textContent = text;
  if (shortcut) {
    const key = document.createElement("kbd");
    key.className = "ms-2 opacity-70";
    key.textContent = shortcut;
    tip.append(key);
  }
  tip.showPopover();
  const at = target.getBoundingClientRect();
  const { width, height } = tip.getBoundingClientRect();
  const hasRoomBelow = at.bottom + gapPx + height < innerHeight - edgePx;
  const x = at.left + at.width / 2 - width / 2;
  tip.style.left = `${Math.round(Math.max(edgePx, Math.min(x, innerWidth - width - edgePx)))}px`;
  tip.style.top = `${Math.round(hasRoomBelow ? at.bottom + gapPx : at.top - gapPx - height)}px`;
}
