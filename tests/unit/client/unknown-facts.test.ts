import { describe, expect, it } from "vitest";
import { initialState } from "../../../lib/client/state/begin";
import { reduce } from "../../../lib/client/state/reduce";
import type { ToldFact } from "../../../lib/client/transport/socket";
import { me } from "../../helpers/model/server";

describe("an unknown fact", () => {
  it.each(["offer:changed", "toString", ""])("named %j leaves the state as it is", (name) => {
    const state = initialState({
      me,
      unread: { messages: 0, conversations: 0, rev: 0, asCustomer: { messages: 0, conversations: 0 } },
      serverTime: "2026-01-01T00:00:00.000Z",
    });
    const fact = { name, payload: { anything: [1, 2, 3] } } as unknown as ToldFact;
    expect(reduce(state, { type: "fact", fact, nowMs: 0 })).toBe(state);
  });
});
