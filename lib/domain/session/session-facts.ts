import type { Fact } from "../../contract/facts";

export type EndReason = "signed_out" | "replaced";

export const sessionsEnded = (ended: readonly { id: string }[], reason: EndReason): Fact[] =>
  ended.length === 0
    ? []
    : [{ name: "session:ended", to: { sessions: ended.map(({ id }) => id) }, payload: { reason } }];
