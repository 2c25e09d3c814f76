import { removeFailedJobs } from "../domain/job/remove-failed-jobs";
import { job } from "./job";

const hourMs = 60 * 60 * 1000;

export const removeFailedJobsJob = job({
  name: "job:remove-failed",
  everyMs: hourMs,
  run: async () => {
    await removeFailedJobs();
    return {};
  },
});
