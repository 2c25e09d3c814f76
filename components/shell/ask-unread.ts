import { addressOf } from "@/lib/client/transport/routes";
import { nothingUnread, type UnreadCount } from "./page-store";

const requestTimeoutMs = 10_000;

export async function askUnread(): Promise<UnreadCount | null> {
  try {
    const { path } = addressOf("me:unread", {});
    const response = await fetch(path, { signal: AbortSignal.timeout(requestTimeoutMs) });
    const answer = (await response.json()) as { ok: boolean; data?: UnreadCount };
    // Servers of the first release do not tell the sides apart.
    return answer.ok && answer.data ? { ...nothingUnread, ...answer.data } : null;
  } catch {
    // No connection: what was known stays.
    return null;
  }
}
