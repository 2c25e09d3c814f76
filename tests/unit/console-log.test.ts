// The framework's console output reaches the log as data, bounded and escaped.
import { describe, expect, it, onTestFinished } from "vitest";
import { limits } from "../../lib/contract/limits";
import { sendConsoleToLog } from "../../lib/server/console-log";
import { createLog } from "../../lib/server/log";

type Line = Record<string, unknown> & { line: string };

function capture(clock = { nowMs: 0 }) {
  const written: string[] = [];
  const log = createLog({ logLevel: "info" }, { write: (text) => void written.push(text) });
  onTestFinished(sendConsoleToLog(log, () => clock.nowMs));
  return { written, lines: () => written.map((text) => JSON.parse(text) as Line) };
}

describe("console output", () => {
  it("is one log line for each call, at its level", () => {
    const { lines } = capture();
    console.log("%s is %d", "one", 1);
    console.info("two");
    console.warn("three");
    console.error("four");
    console.debug("five");
    expect(lines().map(({ level, line, msg }) => [level, line, msg])).toEqual([
      ["info", "one is 1", "console"],
      ["info", "two", "console"],
      ["warn", "three", "console"],
      ["error", "four", "console"],
    ]);
  });

  it("cannot imitate a log line, a terminal command, or reordered text", () => {
    const { written, lines } = capture();
    console.error('x\n{"level":"error"}\r\u001b[2J\u009b31m\u0085\u2028\u202e\u0000\u007f\u{e0041}y');
    expect(written).toHaveLength(1);
    expect(written[0]?.trimEnd()).toMatch(/^[\x20-\x7e]+$/);
    expect(lines()[0]?.line).toMatch(/^x.*y$/);
  });

  it("contains only the name and place of an error, and nothing of an object", () => {
    const { written, lines } = capture();
    const error = new TypeError("marker\n    at marker (file:1:1)");
    console.error("⨯", error, { marker: "marker" }, ["marker"]);
    expect(written.join()).not.toContain('marker"');
    expect(lines()[0]?.line).toBe("⨯ [TypeError] [object] [object]");
    expect(lines()[0]?.stack).toMatch(/^TypeError\n {4}at .*console-log\.test\.ts/);
    expect(String(lines()[0]?.stack)).not.toContain("marker");
  });

  it("is truncated when it is long", () => {
    const { lines } = capture();
    console.error("x".repeat(1_000_000));
    expect(lines()[0]?.line).toHaveLength(limits.consoleLineChars);
  });

  it("is a warning when a client disconnects before the end of its body", () => {
    const { lines } = capture();
    console.error(Object.assign(new Error("aborted"), { code: "ECONNRESET" }));
    expect(lines()[0]?.level).toBe("warn");
  });

  it("is counted instead of written after too many lines in a minute", () => {
    const clock = { nowMs: 1_000 };
    const { lines } = capture(clock);
    for (let count = 0; count < limits.consoleLinesPerMinute + 500; count++) console.error("again");
    expect(lines()).toHaveLength(limits.consoleLinesPerMinute);
    clock.nowMs += 60_000;
    console.error("later");
    expect(lines().at(-1)).toMatchObject({ line: "later", suppressed: 500 });
  });

  it("goes to the terminal again afterwards", () => {
    const before = console.error;
    const restore = sendConsoleToLog(createLog({ logLevel: "silent" }, { write: () => {} }));
    expect(console.error).not.toBe(before);
    restore();
    expect(console.error).toBe(before);
  });
});
