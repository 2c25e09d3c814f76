import { describe, expect, it } from "vitest";
import { initialState } from "../../../lib/client/state/begin";
import { reduce } from "../../../lib/client/state/reduce";
import type { ToldFact } from "../../../lib/client/transport/socket";
import { clientLimits } from "../../../lib/contract/limits";
import type { Role } from "../../../lib/contract/values";

const me = { id: "noor", name: "Noor", role: "CUSTOMER", avatarUrl: null } as const;
const serverTime = "2026-01-01T00:00:00.000Z";
const before = initialState({ me, serverTime });
const hear = (fact: ToldFact) => reduce(before, { type: "fact", fact, nowMs: 0 });

describe("a page's own account", () => {
  it("has the role that a fact gives it while connected", () => {
    const user = {
      ...me,
      role: "SELLER",
      email: "noor@parley.test",
      phone: null,
      createdAt: serverTime,
    } as const;
    expect(hear({ name: "account:changed", payload: { user } }).me).toEqual({ ...me, role: "SELLER" });
  });

  const ready = (role?: Role): ToldFact => ({
    name: "session:ready",
    payload: { userId: me.id, sessionId: "1", role, serverTime, limits: clientLimits, protocol: 1 },
  });

  it("has the role that it got while disconnected", () => {
    expect(hear(ready("SELLER")).me).toEqual({ ...me, role: "SELLER" });
  });

  it("is unchanged when the server sends the same role, or none", () => {
    expect(hear(ready("CUSTOMER"))).toBe(before);
    expect(hear(ready())).toBe(before);
  });
});
