import { describe, expect, test } from "vitest";
import { movementOf, pullFor } from "@/components/chat/thread/touch";

describe("a finger on a message", () => {
  test("that trembles does not move", () => {
    expect(movementOf(6, -7)).toBe("none");
  });

  test("swipes only in reading direction, and never while it scrolls", () => {
    expect(movementOf(20, 5)).toBe("swipe");
    expect(movementOf(-20, 5)).toBe("other");
    expect(movementOf(20, 15)).toBe("other");
    expect(movementOf(3, 40)).toBe("other");
  });

  test("moves the message less and less, up to a bound", () => {
    expect(pullFor(-30)).toBe(0);
    expect(pullFor(10)).toBeGreaterThan(8);
    expect(pullFor(60) - pullFor(50)).toBeLessThan(pullFor(20) - pullFor(10));
    expect(pullFor(10_000)).toBeLessThan(96);
  });
});
