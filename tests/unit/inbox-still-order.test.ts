// Rows stay where they are while somebody points at the list.
import { describe, expect, it } from "vitest";
import { likelyNext } from "../../components/inbox/ahead";
import { keepStill } from "../../components/inbox/still-order";
import { limits } from "../../lib/contract/limits";

const ids = (text: string) => text.split("");

describe("a list that is pointed at", () => {
  it.each([
    ["abc", "abc", "abc", 0],
    ["abc", "cab", "abc", 1],
    ["abc", "cba", "abc", 2],
    ["abc", "xabc", "abc", 1],
    ["abc", "xcab", "abc", 2],
    ["abc", "abcde", "abcde", 0],
    ["abc", "cabde", "abcde", 1],
    ["abc", "ac", "ac", 0],
    ["abc", "xac", "ac", 1],
    ["abc", "", "", 0],
    ["", "abc", "abc", 0],
  ])("shows %s, which would be %s by now, as %s with %d waiting", (shown, now, still, fresh) => {
    expect(keepStill(ids(shown), ids(now))).toMatchObject({ ids: ids(still), fresh });
  });

  it("is the same list as long as none has gone or come below", () => {
    const shown = ids("abc");
    expect(keepStill(shown, ids("xcab")).ids).toBe(shown);
  });
});

it("gives a row that comes back its old place", () => {
  const { order } = keepStill(ids("abc"), ids("ac"));
  expect(keepStill(order, ids("abc"))).toMatchObject({ ids: ids("abc"), fresh: 0 });
});

describe("what is likely to be opened next", () => {
  it("is the two conversations on either side of the open one, the nearest first", () => {
    expect(likelyNext(ids("abcdef"), "c", null)).toEqual(ids("dbea"));
    expect(likelyNext(ids("abc"), "a", null)).toEqual(ids("bc"));
    expect(likelyNext(ids("abc"), "elsewhere", null)).toEqual([]);
  });

  it("is what is in view where a list stands alone, and nothing beside an empty pane", () => {
    expect(likelyNext(ids("abcdefghijkl"), null, 2)).toEqual(ids("cdefghijkl").slice(0, limits.aheadThreads));
    expect(likelyNext(ids("abc"), null, null)).toEqual([]);
  });
});
