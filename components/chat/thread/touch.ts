// A finger on a message. A long press opens its menu; a swipe in reading direction quotes it. One set of listeners
// serves the whole thread, and all but two of them exist only while a finger is down.

const longPressMs = 450;
/** A finger that rests still trembles this much. */
const slopPx = 10;
/** A swipe from the edge of the screen is the browser's own way back. */
const screenEdgePx = 24;
/** A swipe this long quotes. The message itself follows less and less, and never this far. */
const quotePx = 64;
const mostPullPx = 96;
const snapBackMs = 150;
const tickMs = 10;
/** Controls that are themselves dragged. */
const dragged = "input, textarea, audio, video, [role=slider]";
const reducedMotion = "(prefers-reduced-motion: reduce)";

/** How far a message follows a finger. */
export const pullFor = (distancePx: number): number =>
  (mostPullPx * Math.max(0, distancePx)) / (Math.max(0, distancePx) + mostPullPx);

/** What a movement since the press is; `sideways` counts in reading direction. */
export function movementOf(sidewaysPx: number, downPx: number): "none" | "swipe" | "other" {
  if (Math.hypot(sidewaysPx, downPx) <= slopPx) return "none";
  return sidewaysPx > Math.abs(downPx) * 1.5 ? "swipe" : "other";
}

/** What can be done with the message that is pressed. */
export type Touched = { canQuote: boolean; quote(): void; openMenu(anchor: Element): void };

type Press = {
  pointerId: number;
  article: HTMLElement;
  touched: Touched;
  fromX: number;
  fromY: number;
  /** 1 where lines run to the right. */
  direction: 1 | -1;
  canSwipe: boolean;
  distancePx: number;
  state: "resting" | "swiping" | "opened";
  timer: ReturnType<typeof setTimeout>;
};

/** Listens from the start until `stop`. `mark` is what shows beside a message that is being quoted. */
export class Touch {
  private press: Press | null = null;

  constructor(
    private readonly scroller: HTMLElement,
    private readonly mark: HTMLElement,
    private readonly find: (key: string) => Touched | null,
  ) {
    scroller.addEventListener("pointerdown", this.onDown);
    scroller.addEventListener("contextmenu", this.onContextMenu);
    // From now on the browser leaves selecting and panning sideways to us (see bubble.tsx).
    scroller.dataset.touch = "";
  }

  stop(): void {
    this.end();
    delete this.scroller.dataset.touch;
    this.scroller.removeEventListener("pointerdown", this.onDown);
    this.scroller.removeEventListener("contextmenu", this.onContextMenu);
  }

  private readonly onDown = (event: PointerEvent) => {
    // A second finger ends what the first has begun.
    this.end();
    if (event.pointerType !== "touch" || !event.isPrimary) return;
    const target = event.target as Element;
    const article = target.closest<HTMLElement>("article[data-key]");
    const touched = article && !target.closest(dragged) && this.find(article.dataset.key ?? "");
    if (!article || !touched) return;
    const direction = getComputedStyle(this.scroller).direction === "rtl" ? -1 : 1;
    const edgePx = direction === 1 ? event.clientX : innerWidth - event.clientX;
    this.press = {
      pointerId: event.pointerId,
      article,
      touched,
      fromX: event.clientX,
      fromY: event.clientY,
      direction,
      canSwipe: touched.canQuote && edgePx > screenEdgePx,
      distancePx: 0,
      state: "resting",
      timer: setTimeout(this.openMenu, longPressMs),
    };
    addEventListener("pointermove", this.onMove);
    addEventListener("pointerup", this.onUp);
    addEventListener("pointercancel", this.end);
    this.scroller.addEventListener("scroll", this.onScroll, { passive: true });
  };

  private readonly onMove = (event: PointerEvent) => {
    const { press } = this;
    if (!press || event.pointerId !== press.pointerId || press.state === "opened") return;
    const sidewaysPx = (event.clientX - press.fromX) * press.direction;
    if (press.state === "resting") {
      const movement = movementOf(sidewaysPx, event.clientY - press.fromY);
      if (movement === "none") return;
      if (movement === "other" || !press.canSwipe) return this.end();
      clearTimeout(press.timer);
      press.state = "swiping";
    }
    if (press.distancePx < quotePx && sidewaysPx >= quotePx) tick();
    press.distancePx = sidewaysPx;
    show(press, this.mark, this.scroller);
  };

  private readonly onUp = (event: PointerEvent) => {
    if (!this.press || event.pointerId !== this.press.pointerId) return;
    const { state, distancePx, touched } = this.press;
    this.end();
    if (state === "swiping" && distancePx >= quotePx) touched.quote();
  };

  private readonly onScroll = () => {
    if (this.press?.state === "resting") this.end();
  };

  /** Some systems call it a long press sooner, and all would show a menu of their own for a link. */
  private readonly onContextMenu = (event: MouseEvent) => {
    const isTouch = (event as PointerEvent).pointerType === "touch";
    if (!isTouch || !(event.target as Element).closest("article")) return;
    event.preventDefault();
    this.openMenu();
  };

  private readonly openMenu = () => {
    const { press } = this;
    if (press?.state !== "resting") return;
    clearTimeout(press.timer);
    press.state = "opened";
    // What opens under the finger is neither pressed nor selected by the same press.
    document.documentElement.dataset.held = "";
    addEventListener("contextmenu", prevent, true);
    press.article.addEventListener("touchend", prevent, { once: true, passive: false });
    tick();
    press.touched.openMenu(press.article);
  };

  /** Ends a press without any effect. A message that followed goes back to its place. */
  private readonly end = () => {
    const { press } = this;
    if (!press) return;
    this.press = null;
    clearTimeout(press.timer);
    removeEventListener("pointermove", this.onMove);
    removeEventListener("pointerup", this.onUp);
    removeEventListener("pointercancel", this.end);
    this.scroller.removeEventListener("scroll", this.onScroll);
    if (press.state === "opened") {
      delete document.documentElement.dataset.held;
      removeEventListener("contextmenu", prevent, true);
    } else if (press.state === "swiping") snapBack(press.article, this.mark);
  };
}

function show({ article, direction, distancePx }: Press, mark: HTMLElement, scroller: HTMLElement): void {
  const pullPx = pullFor(distancePx);
  // Without motion only the mark says how far it has come.
  if (!matchMedia(reducedMotion).matches) article.style.translate = `${direction * pullPx}px`;
  const at = article.getBoundingClientRect();
  const top = at.top + at.height / 2 - scroller.getBoundingClientRect().top - mark.offsetHeight / 2;
  mark.style.top = `${Math.round(top)}px`;
  mark.style.opacity = String(Math.min(1, Math.max(0, distancePx) / quotePx));
  mark.toggleAttribute("data-far", distancePx >= quotePx);
}

function snapBack(article: HTMLElement, mark: HTMLElement): void {
  const { translate } = article.style;
  article.style.translate = "";
  mark.style.opacity = "";
  mark.removeAttribute("data-far");
  if (translate !== "" && !matchMedia(reducedMotion).matches)
    article.animate([{ translate }, { translate: "0px" }], { duration: snapBackMs, easing: "ease-out" });
}

/** Browsers complain of a page that moves the device before it has been touched at all. */
function tick(): void {
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(tickMs);
}

function prevent(event: Event): void {
  event.preventDefault();
}
