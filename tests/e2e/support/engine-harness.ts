// The client engine on a page without any screen, for tests of what it does in a real browser. Bundled by the tests
// and served by them alone; see engine-page.ts.
import { Engine } from "../../../lib/client/engine/engine";
import type { ComposerTarget, OutboxFactory } from "../../../lib/client/engine/ports";
import { submitDraft } from "../../../lib/client/engine/submit";
import { createOutbox } from "../../../lib/client/outbox/create-outbox";
import { threadSelector } from "../../../lib/client/state/view";
import type { Me } from "../../../lib/contract/initial";

export type Harness = {
  /** Resolves when it is kept, or when its conversation is open. */
  write: (target: ComposerTarget, text: string) => Promise<unknown>;
  /** The unsent ones: text and state. */
  waiting: () => [string, string][];
  /** What the thread shows, one's own unsent ones at its end. */
  thread: (conversationId: string) => (string | null)[];
  setDraft: (key: string, text: string) => void;
  draft: (key: string) => string | undefined;
  storage: () => string;
  status: () => string;
  signOut: () => Promise<string>;
};

declare global {
  interface Window {
    parley: Harness;
  }
}

const address = new URLSearchParams(location.search);
const me = JSON.parse(address.get("me") ?? "") as Me;

/** Takes everything to send and never comes back with an answer. */
const mute: OutboxFactory = (options) => createOutbox({ ...options, send: () => new Promise(() => {}) });

const engine = new Engine({
  initial: { me, serverTime: new Date().toISOString() },
  outbox: address.has("mute") ? mute : createOutbox,
});
const select = threadSelector();
const opened = new Set<string>();

const harness: Harness = {
  write: async (target, text) => {
    if ("conversationId" in target) return submitDraft(engine, target, text, null);
    // One that opens a conversation answers only once it is open.
    await new Promise<void>((kept) => void submitDraft(engine, target, text, null, kept));
  },
  waiting: () => engine.outbox.state().map(({ text, state }) => [text, state]),
  thread: (conversationId) => {
    if (!opened.has(conversationId)) engine.threads.open(conversationId);
    opened.add(conversationId);
    return select(engine.store.getState(), conversationId).items.map(({ message }) => message.text);
  },
  setDraft: (key, text) => engine.outbox.setDraft(key, text),
  draft: (key) => engine.outbox.drafts().get(key),
  storage: () => engine.store.getState().connection.storage,
  status: () => engine.store.getState().connection.status,
  signOut: () => engine.actions.signOut({ force: true }),
};
engine.start();
// Until what was kept has been read, nothing seems to be waiting.
void engine.outbox.start().then(() => {
  window.parley = harness;
});
