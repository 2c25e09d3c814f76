// Lets the queue's library write to our log.
import { Logger as QueueLogger } from "graphile-worker";
import type { Logger } from "pino";

/** Ends of runs are left out: run-job.ts logs them, without the errors' texts and the payloads that the library adds. */
export function queueLog(log: Logger): QueueLogger {
  return new QueueLogger(() => (level, message, meta = {}) => {
    if (meta.failure === true || meta.success === true) return;
    const line = `job queue: ${message}`;
    if (level === "error" || level === "warning") log.warn(line);
    else log.debug(line);
  });
}
