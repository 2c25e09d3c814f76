import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Departures } from "../../lib/server/sockets/give-back";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function crowd(count: number) {
  const collect = vi.fn();
  const departures = new Departures(collect);
  for (let index = 0; index < count; index++) departures.came();
  const leave = (some: number) => {
    for (let index = 0; index < some; index++) departures.left();
  };
  return { collect, departures, leave };
}

describe("freed memory is returned to the system", () => {
  it("once, when many clients have left and stayed away", () => {
    const { collect, leave } = crowd(10_000);
    leave(10_000);
    expect(collect).not.toHaveBeenCalled();
    vi.advanceTimersByTime(60_000);
    expect(collect).toHaveBeenCalledTimes(1);
  });

  it("not when they come back, as after a network restart", () => {
    const { collect, departures, leave } = crowd(10_000);
    leave(10_000);
    for (let index = 0; index < 10_000; index++) departures.came();
    vi.advanceTimersByTime(60_000);
    expect(collect).not.toHaveBeenCalled();
  });

  it("not when few clients leave, or when most stay", () => {
    const few = crowd(900);
    few.leave(900);
    const most = crowd(10_000);
    most.leave(4_000);
    vi.advanceTimersByTime(60_000);
    expect(few.collect).not.toHaveBeenCalled();
    expect(most.collect).not.toHaveBeenCalled();
  });

  it("again when the next large group has left", () => {
    const { collect, departures, leave } = crowd(3_000);
    leave(3_000);
    vi.advanceTimersByTime(60_000);
    for (let index = 0; index < 2_000; index++) departures.came();
    leave(2_000);
    vi.advanceTimersByTime(60_000);
    expect(collect).toHaveBeenCalledTimes(2);
  });

  it("by a garbage collection that this process can run", () => {
    const departures = new Departures();
    for (let index = 0; index < 2_000; index++) departures.came();
    for (let index = 0; index < 2_000; index++) departures.left();
    expect(() => vi.advanceTimersByTime(60_000)).not.toThrow();
    expect("gc" in globalThis).toBe(process.execArgv.includes("--expose-gc"));
  });
});
