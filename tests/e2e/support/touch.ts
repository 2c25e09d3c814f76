// A finger, through the browser's touch events: the browser makes scrolling, long presses and taps of them.
import type { Locator, Page } from "@playwright/test";

export const phone = (width: number, locale = "en-GB") => ({
  viewport: { width, height: 740 },
  hasTouch: true,
  isMobile: true,
  locale,
});

type At = { x: number; y: number };

export class Finger {
  private constructor(
    private readonly send: (type: "touchStart" | "touchMove" | "touchEnd", at: At | null) => Promise<unknown>,
    private at: At = { x: 0, y: 0 },
  ) {}

  /** Once the thread follows fingers, whose code comes after the page. */
  static async of(page: Page): Promise<Finger> {
    await page.locator("[role=log][data-touch]").waitFor();
    const session = await page.context().newCDPSession(page);
    return new Finger((type, at) =>
      session.send("Input.dispatchTouchEvent", { type, touchPoints: at === null ? [] : [at] }),
    );
  }

  /** The middle of an element, or a distance from its left side. */
  async down(on: Locator, fromLeftPx?: number): Promise<void> {
    const box = await on.boundingBox();
    if (!box) throw new Error("There is nothing to press.");
    this.at = { x: box.x + (fromLeftPx ?? box.width / 2), y: box.y + box.height / 2 };
    await this.send("touchStart", this.at);
  }

  /** Moves in steps, as a finger does. */
  async move(byX: number, byY = 0, steps = 8): Promise<void> {
    for (let step = 0; step < steps; step++) {
      this.at = { x: this.at.x + byX / steps, y: this.at.y + byY / steps };
      await this.send("touchMove", this.at);
    }
  }

  async up(): Promise<void> {
    await this.send("touchEnd", null);
  }
}

/** Presses an element until the expected result appears, and lets go. */
export async function longPress(page: Page, on: Locator, opens: Locator): Promise<void> {
  const finger = await Finger.of(page);
  await finger.down(on);
  await opens.waitFor();
  await finger.up();
}
