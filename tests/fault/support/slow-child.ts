// A recording client in a separate process, so that it can be stopped as a whole. Takes commands from its parent.
import type { ClientHistory } from "./history";
import { Recorder } from "./recorder";

export type ToChild =
  | { kind: "start"; name: string; userId: string; token: string; url: string; follows: string[] }
  | { kind: "look back" };
export type FromChild =
  | { kind: "started" }
  | { kind: "looked back"; history: ClientHistory; connections: number };

const tell = (word: FromChild) => process.send?.(word);
let recorder: Recorder | undefined;

process.on("message", async (word: ToChild) => {
  if (word.kind === "start") {
    const { url, ...rest } = word;
    recorder = await new Recorder({ ...rest, urls: () => [url] }).start();
    tell({ kind: "started" });
  } else if (recorder) {
    await recorder.lookBack();
    tell({ kind: "looked back", history: recorder.history, connections: recorder.connections });
  }
});
process.on("disconnect", () => process.exit(0));
