// For load balancers: is the process alive, and can it do its work?
import { success } from "../contract/envelope";
import { AppError } from "../contract/errors";
import { errorAnswer, type HttpAnswer, jsonAnswer } from "./http-call";
import { use } from "./slot";

const retryAfterMs = 1_000;

export const health = (): HttpAnswer =>
  jsonAnswer(200, success({ status: "ok", uptimeSeconds: Math.round(process.uptime()) }));

/**
 * Ready means that the database answers. Without Redis a node still serves its own people in full, and since all nodes
 * lose Redis at the same instant, taking them out for that would turn an inconvenience into an outage.
 */
export async function ready(): Promise<HttpAnswer> {
  try {
    await use("database").pool.query("SELECT 1");
    const redis = use("redis")();
    return jsonAnswer(200, success({ database: "ok", redis, jobs: use("jobs")() }));
  } catch (error) {
    const problem = new AppError("unavailable", "The database cannot be reached.", {
      retryAfterMs,
      cause: error,
    });
    return errorAnswer(problem);
  }
}
