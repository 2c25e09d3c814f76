import { answerWhileAway } from "../domain/away-message/answer-while-away";
import { job } from "./job";

/** The answer's id is made of conversation and period, so running twice stores it once. */
export const answerWhileAwayJob = job({
  name: "away-message:answer",
  run: (asked) => answerWhileAway(asked, Date.now()),
});
