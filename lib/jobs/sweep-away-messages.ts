import { limits } from "../contract/limits";
import { sweepAwayMessages } from "../domain/away-message/sweep-away-messages";
import { job } from "./job";

/** Finds the answers that a crash between a customer's message and its job has lost. */
export const sweepAwayMessagesJob = job({
  name: "away-message:sweep",
  everyMs: limits.awaySweepMs,
  run: async (_payload, { signal }) => {
    await sweepAwayMessages(Date.now(), signal);
    return {};
  },
});
