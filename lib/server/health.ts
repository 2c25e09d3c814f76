// For load balancers: is the process alive, and can it do its work?
import { success } from "../contract/envelope";
import { AppError } from "../contract/errors";
import { errorResponse } from "./route";
import { use } from "./slot";

const retryAfterMs = 1_000;

export const health = async (): Promise<Response> =>
  Response.json(success({ status: "ok", uptimeSeconds: Math.round(process.uptime()) }), noStore);

const noStore = { headers: { "Cache-Control": "no-store" } };

/**
 * Ready means that the database answers. Without Redis a node still serves its own people in full, and since all nodes
 * lose Redis at the same instant, taking them out for that would turn an inconvenience into an outage.
 */
export async function ready(): Promise<Response> {
  try {
    await use("database").pool.query("SELECT 1");
    const redis = use("redis")();
    return Response.json(success({ database: "ok", redis, jobs: use("jobs")() }), noStore);
  } catch (error) {
    const problem = new AppError("unavailable", "The database cannot be reached.", {
      retryAfterMs,
      cause: error,
    });
    return errorResponse(problem);
  }
}
