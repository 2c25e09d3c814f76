import { metricsRoute } from "@/lib/server/metrics-route";

export const GET = metricsRoute;
