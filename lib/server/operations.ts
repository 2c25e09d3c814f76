// The addresses that are no command's, in one table: what load balancers, programmers and Prometheus ask, and the two
// that the framework answers.

import { health, ready } from "./health";
import { type HttpAnswer, type HttpCall, jsonAnswer } from "./http-call";
import { metricsAnswer } from "./metrics-answer";
import { openapiDocument } from "./openapi";
import type { Visit } from "./page-limits";

export type Operation = {
  readonly path: string;
  readonly methods: readonly string[];
  readonly answer: "framework" | ((call: HttpCall) => HttpAnswer | Promise<HttpAnswer>);
  /** The rate that counts visits, for no command's rate does. */
  readonly visit?: Visit;
};

const signIn = { methods: ["GET", "POST"], answer: "framework", visit: "signIn" } as const;

export const operations: readonly Operation[] = [
  { path: "/api/health", methods: ["GET"], answer: health },
  { path: "/api/ready", methods: ["GET"], answer: ready },
  { path: "/metrics", methods: ["GET"], answer: metricsAnswer },
  {
    path: "/api/openapi.json",
    methods: ["GET"],
    answer: () => jsonAnswer(200, openapiDocument(), { "Cache-Control": "public, max-age=300" }),
    visit: "page",
  },
  { path: "/api/docs", methods: ["GET"], answer: "framework", visit: "page" },
  { path: "/api/auth/:action", ...signIn },
  { path: "/api/auth/:action/:provider", ...signIn },
];
