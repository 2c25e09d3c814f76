import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memoryLimiter, unlimited } from "../../lib/server/limiter";

const rate = { perSecond: 10, burst: 4 };

function makeLimiter() {
  const clock = { nowMs: 1_000_000 };
  return { clock, limiter: memoryLimiter(() => clock.nowMs) };
}

describe("a rate", () => {
  it("allows a burst at once and then says how long to wait", () => {
    const { limiter } = makeLimiter();
    const answers = Array.from({ length: 6 }, () => limiter.take("ann", rate));
    expect(answers).toEqual([0, 0, 0, 0, 100, 100]);
  });

  it("is refilled steadily, up to one burst", () => {
    const { clock, limiter } = makeLimiter();
    for (let taken = 0; taken < 4; taken++) limiter.take("ann", rate);
    clock.nowMs += 99;
    expect(limiter.take("ann", rate)).toBe(1);
    clock.nowMs += 1;
    expect([limiter.take("ann", rate), limiter.take("ann", rate)]).toEqual([0, 100]);
    clock.nowMs += 3_600_000;
    expect(Array.from({ length: 5 }, () => limiter.take("ann", rate))).toEqual([0, 0, 0, 0, 100]);
  });

  it("gets back a returned token, but never more than one burst", () => {
    const { clock, limiter } = makeLimiter();
    for (let taken = 0; taken < 4; taken++) limiter.take("ann", rate);
    limiter.giveBack("ann", rate);
    expect([limiter.take("ann", rate), limiter.take("ann", rate)]).toEqual([0, 100]);
    clock.nowMs += 1_000;
    for (let more = 0; more < 10; more++) limiter.giveBack("ann", rate);
    limiter.giveBack("bob", rate);
    expect(Array.from({ length: 5 }, () => limiter.take("ann", rate))).toEqual([0, 0, 0, 0, 100]);
    expect(Array.from({ length: 5 }, () => limiter.take("bob", rate))).toEqual([0, 0, 0, 0, 100]);
  });

  it("counts each key separately", () => {
    const { limiter } = makeLimiter();
    for (let taken = 0; taken < 5; taken++) limiter.take("ann", rate);
    expect([limiter.take("ann", rate), limiter.take("bob", rate)]).toEqual([100, 0]);
  });

  it("never allows more than its burst and refill, and its retry time is right", () => {
    const calls = fc.array(fc.nat(400), { maxLength: 100 });
    const rates = fc.record({
      perSecond: fc.integer({ min: 1, max: 50 }),
      burst: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(rates, calls, (any, pauses) => {
        const { clock, limiter } = makeLimiter();
        const startMs = clock.nowMs;
        let taken = 0;
        for (const pauseMs of pauses) {
          clock.nowMs += pauseMs;
          const waitMs = limiter.take("ann", any) as number;
          if (waitMs > 0) {
            clock.nowMs += waitMs - 1;
            expect(limiter.take("ann", any)).toBeGreaterThan(0);
            clock.nowMs += 1;
            expect(limiter.take("ann", any)).toBe(0);
          }
          taken++;
          const refilled = ((clock.nowMs - startMs) / 1_000) * any.perSecond;
          expect(taken).toBeLessThanOrEqual(any.burst + refilled + 1e-6);
        }
      }),
    );
  });
});

describe("a rate with a total beside it", () => {
  const total = { key: "total", rate: { perSecond: 10, burst: 3 } };

  it("takes from both or from neither, and waits for the slower one", () => {
    const { clock, limiter } = makeLimiter();
    const one = { perSecond: 1, burst: 1 };
    expect(limiter.take("ann", one, total)).toBe(0);
    expect(limiter.take("ann", one, total)).toBe(1_000);
    expect([limiter.take("bob", one, total), limiter.take("cat", one, total)]).toEqual([0, 0]);
    expect(limiter.take("dan", one, total)).toBe(100);
    clock.nowMs += 100;
    expect(limiter.take("dan", one, total)).toBe(0);
  });

  it("does not affect callers that use the rate without it", () => {
    const { limiter } = makeLimiter();
    for (const key of ["ann", "bob", "cat"]) limiter.take(key, rate, total);
    expect(limiter.take("dan", rate, total)).toBeGreaterThan(0);
    expect(limiter.take("dan", rate)).toBe(0);
  });
});

describe("failures", () => {
  const windowMs = 900_000;

  it("lock a key out for the rest of the window", () => {
    const { clock, limiter } = makeLimiter();
    for (let count = 1; count < 10; count++) limiter.countFailure("ann", windowMs);
    expect(limiter.lockedForMs("ann", 10)).toBe(0);
    clock.nowMs += 60_000;
    limiter.countFailure("ann", windowMs);
    expect(limiter.lockedForMs("ann", 10)).toBe(windowMs - 60_000);
    expect(limiter.lockedForMs("bob", 10)).toBe(0);
    clock.nowMs += windowMs - 60_001;
    expect(limiter.lockedForMs("ann", 10)).toBe(1);
    clock.nowMs += 1;
    expect(limiter.lockedForMs("ann", 10)).toBe(0);
    clock.nowMs += 1;
    expect(limiter.lockedForMs("ann", 10)).toBe(0);
  });

  it("of an earlier window do not count in the next", () => {
    const { clock, limiter } = makeLimiter();
    for (let count = 0; count < 9; count++) limiter.countFailure("ann", windowMs);
    clock.nowMs += windowMs;
    limiter.countFailure("ann", windowMs);
    expect(limiter.lockedForMs("ann", 10)).toBe(0);
  });

  it("are cleared by a success", () => {
    const { limiter } = makeLimiter();
    for (let count = 0; count < 10; count++) limiter.countFailure("ann", windowMs);
    limiter.forgetFailures("ann");
    expect(limiter.lockedForMs("ann", 10)).toBe(0);
  });
});

describe("the memory of the limiter", () => {
  const manyKeys = 200_000;
  const once = { perSecond: 1, burst: 1 };
  const hourly = { perSecond: 1 / 3_600, burst: 1 };

  it("evicts expired entries when it is full, and keeps the others", () => {
    const { clock, limiter } = makeLimiter();
    limiter.take("ann", hourly);
    for (let key = 1; key < manyKeys; key++) limiter.take(`${key}`, once);
    clock.nowMs += 2_000;
    limiter.take("one more", once);
    expect(limiter.take("ann", hourly)).toBeGreaterThan(0);
  });

  it("evicts the oldest entry when none has expired", () => {
    const { limiter } = makeLimiter();
    limiter.take("ann", hourly);
    for (let key = 1; key <= manyKeys; key++) limiter.take(`${key}`, hourly);
    expect(limiter.take("ann", hourly)).toBe(0);
    expect(limiter.take(`${manyKeys}`, hourly)).toBeGreaterThan(0);
  });
});

describe("no limit", () => {
  it("allows everything", () => {
    for (let count = 0; count < 100; count++) {
      expect(unlimited.take("ann", rate)).toBe(0);
      unlimited.countFailure("ann", 1_000);
    }
    expect(unlimited.lockedForMs("ann", 1)).toBe(0);
  });
});
