// All jobs. The compiler asks for each one that lib/contract/jobs.ts declares.
import type { JobName } from "../contract/jobs";
import { answerWhileAwayJob } from "./answer-while-away";
import type { JobDefinition } from "./job";
import { removeFailedJobsJob } from "./remove-failed-jobs";
import { sweepAwayMessagesJob } from "./sweep-away-messages";

export const jobs: { readonly [N in JobName]: JobDefinition<N> } = {
  "away-message:answer": answerWhileAwayJob,
  "away-message:sweep": sweepAwayMessagesJob,
  "job:remove-failed": removeFailedJobsJob,
};
