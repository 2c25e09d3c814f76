// The client engine on a page without a user interface, for tests in a real browser. Bundled and served only by the
// tests; see engine-page.ts.
import { Engine } from "../../../lib/client/engine/engine";
import type { ComposerTarget, OutboxFactory } from "../../../lib/client/engine/ports";
import { submitDraft } from "../../../lib/client/engine/submit";
import { createOutbox } from "../../../lib/client/outbox/create-outbox";
import { threadSelector } from "../../../lib/client/state/view";
import type { Me } from "../../../lib/contract/initial";

export type Harness = {
  /** Resolves when it is stored, or when its conversation is open. */
  write: (target: ComposerTarget, text: string) => Promise<unknown>;
  /** The unsent messages: text and state. */
  waiting: () => [string, string][];
  /** The messages of the thread, with the user's unsent ones at the end. */
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

/** Accepts every send and never answers. */
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
    // A send that opens a conversation resolves only once it is open.
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
// Until the stored entries are loaded, the outbox seems empty.
void engine.outbox.start().then(() => {
  window.parley = harness;
});
