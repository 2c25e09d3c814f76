// Opens the connections of the batches and plans their statements before the first request, because planning the
// largest statement takes longer than storing a hundred messages.
import { limits } from "../contract/limits";
import { readConversations } from "../domain/conversation/conversation-cache";
import { moveWatermarks } from "../domain/conversation/move-watermark";
import { sendBatch } from "../domain/message/send-batch";
import { batchConnections } from "./db/database";

/** Runs the queries at the same time, so that each uses a separate connection. */
const onEachConnection = (count: number, ask: () => Promise<unknown>) =>
  Promise.all(Array.from({ length: count }, ask));

const nobody = "00000000-0000-0000-0000-000000000000";

export async function warmUp(): Promise<void> {
  await onEachConnection(batchConnections, () => sendBatch([]));
  await onEachConnection(batchConnections, () => moveWatermarks([]));
  await onEachConnection(limits.sendBatchesInFlight, () => readConversations([nobody]));
}
