// Opens the connections of the batches and has their statements planned before anybody comes, for planning the
// largest of them takes longer than a hundred messages do.
import { moveWatermarks } from "../domain/conversation/move-watermark";
import { sendBatch } from "../domain/message/send-batch";
import { batchConnections } from "./db/database";

/** Asked for at once, so that each goes to a connection of its own. */
const onEachConnection = (ask: () => Promise<unknown>) =>
  Promise.all(Array.from({ length: batchConnections }, ask));

export async function warmUp(): Promise<void> {
  await onEachConnection(() => sendBatch([]));
  await onEachConnection(() => moveWatermarks([]));
}
