// A browser with the outbox's tabs, new for each test.
import { afterEach, beforeEach, vi } from "vitest";
import type { ComposerTarget, NewOutgoing, OutboxOptions, Send } from "../../lib/client/engine/ports";
import type { Envelope } from "../../lib/contract/envelope";
import type { ErrorCode } from "../../lib/contract/errors";
import { uuidv7 } from "../../lib/contract/uuid";
import { FakeBrowser, FakeServer, type Tab } from "./tabs";

export type OutboxScene = {
  browser: FakeBrowser;
  server: FakeServer;
  tabs: Tab[];
  openTab(options?: Partial<OutboxOptions>, send?: Send): Promise<Tab>;
};

export function outboxScene(): OutboxScene {
  const scene: OutboxScene = {
    browser: new FakeBrowser(),
    server: new FakeServer(),
    tabs: [],
    async openTab(options = {}, send = scene.server.send) {
      const tab = scene.browser.tab(send, options);
      scene.tabs.push(tab);
      await tab.outbox.start();
      return tab;
    },
  };
  beforeEach(() => {
    scene.browser = new FakeBrowser();
    scene.server = new FakeServer();
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await Promise.all(scene.tabs.splice(0).map(({ outbox }) => outbox.close()));
  });
  return scene;
}

export const write = (text: string, target: ComposerTarget = { conversationId: "a" }): NewOutgoing => ({
  id: uuidv7(),
  target,
  text,
  replyTo: null,
  createdAt: "2026-01-01T00:00:00.000Z",
});

export const failed = (code: ErrorCode, retryAfterMs?: number): Envelope<never> => ({
  ok: false,
  error: { code, message: "No.", retryAfterMs },
});

export const offline = () => failed("unavailable");
export const textsOf = ({ outbox }: Tab) => outbox.state().map(({ text }) => text);

/** Waits for an update of the outbox. */
export function untilTold(tab: Tab, holds: () => boolean): Promise<void> {
  return new Promise((done) => {
    const check = () => {
      if (!holds()) return;
      unsubscribe();
      done();
    };
    const unsubscribe = tab.outbox.subscribe(check);
    check();
  });
}

export const emptied = (tab: Tab) => untilTold(tab, () => tab.outbox.state().length === 0);
