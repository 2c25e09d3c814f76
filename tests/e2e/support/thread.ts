// A thread on the screen.
import { expect, type Locator, type Page } from "@playwright/test";
import type { Person } from "./people";

/** Waits for hydration. Before it, effects have not run: the address is not followed, and inputs are read-only. */
export const alive = async (page: Page): Promise<void> => {
  await page.waitForFunction(() => !String(history.pushState).includes("[native code]"));
};

export class ThreadPage {
  readonly log: Locator;
  readonly box: Locator;
  readonly send: Locator;

  constructor(readonly page: Page) {
    this.log = page.getByRole("log", { name: "Messages" });
    this.box = page.getByRole("textbox", { name: "Message" });
    this.send = page.getByRole("button", { name: "Send", exact: true });
  }

  static path({ user }: Person, conversationId: string): string {
    return `${user.role === "SELLER" ? "/dashboard/messages" : "/inbox"}/${conversationId}`;
  }

  static async open(page: Page, person: Person, conversationId: string): Promise<ThreadPage> {
    await page.goto(ThreadPage.path(person, conversationId));
    await alive(page);
    return new ThreadPage(page);
  }

  /** The message with this text. */
  message(text: string | RegExp): Locator {
    return this.log.getByRole("article").filter({ hasText: text });
  }

  /** Scrolling continues after the wheel event, so this waits until two positions are equal. */
  async rest(where: () => Promise<number | undefined>): Promise<void> {
    let last: number | undefined;
    const isSame = async () => {
      const before = last;
      last = await where();
      return last !== undefined && last === before;
    };
    await expect.poll(isSame, { intervals: [400] }).toBe(true);
  }

  async write(text: string): Promise<void> {
    await this.box.fill(text);
    await this.box.press("Enter");
  }

  /** A button beside a message, shown on hover. */
  async act(message: Locator, name: string): Promise<void> {
    await message.hover();
    await message.getByRole("button", { name, exact: true }).click();
  }

  /** Whether an element is in the visible part of the thread. */
  async isInView(locator: Locator): Promise<boolean> {
    const [inner, outer] = await Promise.all([locator.boundingBox(), this.log.boundingBox()]);
    return (
      inner !== null &&
      outer !== null &&
      inner.y >= outer.y - 1 &&
      inner.y + inner.height <= outer.y + outer.height + 1
    );
  }
}
