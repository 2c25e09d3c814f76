// Opens the connections of the batches and has their statements planned before anybody comes, for planning the
// largest of them takes longer than a hundred messages do.
import { limits } from "../contract/limits";
import { conversationsAt } from "../domain/conversation/conversation-cache";
import { moveWatermarks } from "../domain/conversation/move-watermark";
import { sendBatch } from "../domain/message/send-batch";
import { batchConnections } from "./db/database";

/** Asked for at once, so that each goes to a connection of its own. */
const onEachConnection = (count: number, ask: () => Promise<unknown>) =>
  Promise.all(Array.from({ length: count }, ask));

const nobody = "00000000-0000-0000-0000-000000000000";

export async function warmUp(): Promise<void> {
  await onEachConnection(batchConnections, () => sendBatch([]));
  await onEachConnection(batchConnections, () => moveWatermarks([]));
  await onEachConnection(limits.sendBatchesInFlight, () => conversationsAt(new Map([[nobody, 0]])));
}
