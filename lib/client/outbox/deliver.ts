// One try to hand an entry over, which always comes to an end.
import type { Envelope } from "../../contract/envelope";
import { limits } from "../../contract/limits";
import type { OutboxEntry, Send, Stored } from "../engine/ports";

const late: Envelope<Stored> = {
  ok: false,
  error: { code: "unavailable", message: "The server did not answer in time." },
};

export async function deliver(
  send: Send,
  entry: OutboxEntry,
  controller: AbortController,
): Promise<Envelope<Stored>> {
  const { signal } = controller;
  const timer = setTimeout(() => controller.abort(), limits.outboxSendTimeoutMs);
  const given = new Promise<Envelope<Stored>>((done) => {
    signal.addEventListener("abort", () => done(late));
  });
  try {
    return await Promise.race([send(entry, signal).catch(() => late), given]);
  } finally {
    clearTimeout(timer);
  }
}
