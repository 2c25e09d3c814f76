import { jobs } from "../../jobs";
import { publish } from "../publish";
import { provide, use } from "../slot";
import type { Service } from "../start";
import { JobWorker } from "./worker";

export const startJobs: Service = async (_server, _config, log) => {
  const worker = new JobWorker({ jobs: Object.values(jobs), log, metrics: use("metrics").jobs, publish });
  worker.start();
  provide("jobs", () => (worker.isUp ? "ok" : "down"));
  return () => worker.stop();
};
