import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MemoryRelease } from "../../lib/server/sockets/memory-release";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function crowd(count: number) {
  const collect = vi.fn();
  const memoryRelease = new MemoryRelease(collect);
  for (let index = 0; index < count; index++) memoryRelease.came();
  const leave = (some: number) => {
    for (let index = 0; index < some; index++) memoryRelease.left();
  };
  return { collect, memoryRelease, leave };
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
    const { collect, memoryRelease, leave } = crowd(10_000);
    leave(10_000);
    for (let index = 0; index < 10_000; index++) memoryRelease.came();
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
    const { collect, memoryRelease, leave } = crowd(3_000);
    leave(3_000);
    vi.advanceTimersByTime(60_000);
    for (let index = 0; index < 2_000; index++) memoryRelease.came();
    leave(2_000);
    vi.advanceTimersByTime(60_000);
    expect(collect).toHaveBeenCalledTimes(2);
  });

  it("by a garbage collection that this process can run", () => {
    const memoryRelease = new MemoryRelease();
    for (let index = 0; index < 2_000; index++) memoryRelease.came();
    for (let index = 0; index < 2_000; index++) memoryRelease.left();
    expect(() => vi.advanceTimersByTime(60_000)).not.toThrow();
    expect("gc" in globalThis).toBe(process.execArgv.includes("--expose-gc"));
  });
});
