// The jobs that can be enqueued: work that runs later, on any node, at least once. lib/jobs holds what each of them does.
import { z } from "zod";
import { limits } from "./limits";
import * as v from "./values";

export type JobDeclaration = {
  /** Contains only ids and codes, never user text, because payloads are readable in the queue. */
  readonly payload: z.ZodType;
  /** How often it is tried before it is given up; `limits.jobAttempts` unless said otherwise. */
  readonly attempts?: number;
};

export const jobDeclarations = {
  "away-message:answer": {
    payload: z.object({
      conversationId: v.id,
      sellerId: v.id,
      /** The period of absence to which the answer belongs. */
      period: z.string().min(1).max(limits.jobKeyChars),
    }),
  },
  "away-message:sweep": { payload: z.object({}) },
  "job:remove-failed": { payload: z.object({}) },
} as const satisfies Record<string, JobDeclaration>;

export type JobName = keyof typeof jobDeclarations;
export type JobPayload<N extends JobName> = z.infer<(typeof jobDeclarations)[N]["payload"]>;

type JobOf<N extends JobName> = {
  name: N;
  payload: JobPayload<N>;
  /** Replaces a waiting job with the same key. A job that is already running continues, and the new one runs after it. */
  key?: string;
  /** As soon as possible unless given. */
  runAt?: Date;
};

export type Job = { [N in JobName]: JobOf<N> }[JobName];
