import type { Fact } from "../../contract/facts";

export const sessionsEnded = (ids: readonly string[], reason: "signed_out" | "replaced"): Fact[] =>
  ids.length === 0 ? [] : [{ name: "session:ended", to: { sessions: ids }, payload: { reason } }];
