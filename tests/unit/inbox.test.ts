// The inbox's own rules: its address, its keys, and actions on many conversations.
import { describe, expect, it } from "vitest";
import { doToAll } from "../../components/inbox/bulk";
import { highlightParts } from "../../components/inbox/highlight";
import { bareKey, isPaletteKey } from "../../components/inbox/keys";
import { nextOf } from "../../components/inbox/moving-on";
import { filterOf, nowhere, type Place, readPlace, writePlace } from "../../components/inbox/place";
import { type Chosen, chooseAll, extend, nothingChosen, toggle } from "../../components/inbox/selecting";
import { offerTags, tidyTag, withTag } from "../../components/inbox/tags";
import type { ErrorBody } from "../../lib/contract/envelope";
import { limits } from "../../lib/contract/limits";

const id = "0198f000-0000-7000-8000-000000000001";
const other = "0198f000-0000-7000-8000-000000000002";
const base = "/dashboard/messages";

function through(place: Place): Place {
  const { pathname, searchParams } = new URL(writePlace(base, place), "https://parley.test");
  expect(pathname.startsWith(base)).toBe(true);
  return readPlace("seller", pathname.slice(base.length + 1) || undefined, searchParams);
}

describe("the address of an inbox", () => {
  it("is short without filters", () => {
    expect(writePlace(base, nowhere)).toBe(base);
    expect(readPlace("seller", undefined, new URLSearchParams())).toEqual(nowhere);
  });

  it("restores everything that it contains", () => {
    const places: Place[] = [
      { ...nowhere, conversationId: id },
      { ...nowhere, conversationId: id, seq: 42, details: true, view: "unread" },
      { ...nowhere, customerId: other, tab: "customers", sort: "spent", search: "Zoë & co" },
      { ...nowhere, view: "archived", tag: "asked twice?", priority: "URGENT", listingId: other },
    ];
    for (const place of places) expect(through(place)).toEqual(place);
    const invited = { ...nowhere, invitation: "pi1.AZwf-_n0.JAOP" };
    const { searchParams } = new URL(writePlace("/inbox", invited), "https://parley.test");
    expect(readPlace("customer", undefined, searchParams)).toEqual(invited);
    expect(readPlace("seller", undefined, searchParams)).toEqual(nowhere);
  });

  it("ignores invalid values", () => {
    const nonsense = new URLSearchParams(
      "view=everything&priority=x&listing=1&message=-1&sort=up&tab=2&customer=me&details=yes",
    );
    expect(readPlace("seller", "not-an-id", nonsense)).toEqual(nowhere);
  });

  it("names a conversation or a person to start one with, never both", () => {
    expect(through({ ...nowhere, conversationId: id, customerId: other }).customerId).toBeNull();
  });

  it("ignores the seller's filters on the buying side", () => {
    const query = new URLSearchParams(
      `view=waiting&tag=later&priority=URGENT&listing=${other}&customer=${other}&tab=customers&q=golf`,
    );
    expect(readPlace("customer", undefined, query)).toEqual({ ...nowhere, search: "golf" });
    expect(readPlace("seller", undefined, query).view).toBe("waiting");
  });

  it("selects one side, and waiting conversations", () => {
    expect(filterOf("customer", nowhere)).toEqual({ side: "customer" });
    expect(filterOf("seller", { ...nowhere, view: "waiting" })).toEqual({ side: "seller", waiting: true });
  });

  it("requests from the list exactly what it shows", () => {
    expect(filterOf(null, nowhere)).toEqual({});
    expect(filterOf(null, { ...nowhere, view: "archived", search: "  " })).toEqual({ status: "ARCHIVED" });
    expect(filterOf(null, { ...nowhere, view: "unread", tag: "later", search: " golf " })).toEqual({
      unread: true,
      tag: "later",
      search: "golf",
    });
  });
});

describe("a key", () => {
  const press = (key: string, code: string, more = {}) =>
    bareKey({ key, code, metaKey: false, ctrlKey: false, altKey: false, shiftKey: false, ...more });

  it("is the printed one on a Latin keyboard", () => {
    expect(press("j", "KeyJ")).toBe("j");
    expect(press("?", "Minus", { shiftKey: true })).toBe("?");
    expect(press("e", "KeyD")).toBe("e");
  });

  it("is found by its position on a keyboard of another script", () => {
    expect(press("ث", "KeyE")).toBe("e");
    expect(press("ظ", "Slash")).toBe("/");
    expect(press("؟", "Slash", { shiftKey: true })).toBe("?");
  });

  it("is ignored with Ctrl, Alt or Meta, except for the palette's", () => {
    for (const more of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }])
      expect(press("e", "KeyE", more)).toBeNull();
    const held = { metaKey: false, ctrlKey: true, altKey: false, shiftKey: false };
    expect(isPaletteKey({ key: "k", code: "KeyK", ...held })).toBe(true);
    expect(isPaletteKey({ key: "k", code: "KeyK", ...held, ctrlKey: false })).toBe(false);
  });
});

describe("tags", () => {
  it("are normalised as the server stores them", () => {
    expect(tidyTag("  asked \n twice ")).toBe("asked twice");
    expect([...tidyTag("🚗".repeat(60))]).toHaveLength(limits.tagChars);
  });

  it("are suggested by beginning, then by content, without the present ones", () => {
    const known = ["later", "regular", "late payer", "translate"];
    expect(offerTags(known, ["later"], "lat")).toEqual(["late payer", "translate"]);
    expect(offerTags(known, [], "")).toEqual(known);
    expect(offerTags(known, [], "LATER")).toEqual([]);
  });

  it("are limited in number, each once", () => {
    const full = Array.from({ length: limits.tags }, (_, index) => `tag ${index}`);
    expect(withTag(full, "one more")).toEqual(full);
    expect(withTag(["a"], "a")).toEqual(["a"]);
  });
});

describe("an action on many conversations", () => {
  const refused = (code: ErrorBody["code"], retryAfterMs?: number) =>
    ({ ok: false, error: { code, message: "no", retryAfterMs } }) as const;

  it("runs once for each, a few at a time", async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `c${index}`);
    const seen: string[] = [];
    let running = 0;
    let most = 0;
    const act = async (each: string) => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
      seen.push(each);
      return { ok: true } as const;
    };
    expect(await doToAll(ids, act, async () => {})).toEqual({ done: 30, failed: 0, error: null });
    expect(seen.sort()).toEqual([...ids].sort());
    expect(most).toBeLessThanOrEqual(4);
  });

  it("waits when it is rate limited, and counts final refusals", async () => {
    const waits: number[] = [];
    const tries = new Map<string, number>();
    const act = async (each: string) => {
      const count = (tries.get(each) ?? 0) + 1;
      tries.set(each, count);
      if (each === "foreign") return refused("not_found");
      if (each === "stubborn") return refused("rate_limited", 7);
      return count < 3 ? refused("rate_limited", 5) : ({ ok: true } as const);
    };
    const result = await doToAll(["hasty", "foreign", "stubborn"], act, async (ms) => void waits.push(ms));
    expect(result).toMatchObject({ done: 1, failed: 2 });
    expect(waits.filter((ms) => ms === 5)).toHaveLength(2);
    expect(tries.get("foreign")).toBe(1);
    expect(tries.get("stubborn")).toBeLessThan(20);
  });
});

describe("an excerpt", () => {
  it("splits a text into matches and the rest, without losses", () => {
    const parts = highlightParts("the \uE000golf\uE001 is a \uE000Golf\uE001");
    expect(parts.map(({ part, isMatch }) => (isMatch ? `[${part}]` : part)).join("")).toBe(
      "the [golf] is a [Golf]",
    );
    expect(new Set(parts.map(({ at }) => at)).size).toBe(parts.length);
    expect(highlightParts("")).toEqual([]);
  });
});

describe("a selection", () => {
  const all = ["a", "b", "c", "d", "e"];
  const idsOf = ({ ids }: Chosen) => [...ids].sort().join("");

  it("extends from the last chosen item, in either direction", () => {
    const one = toggle(nothingChosen, "c");
    expect(idsOf(extend(one, "e", all, null))).toBe("cde");
    expect(idsOf(extend(one, "a", all, null))).toBe("abc");
  });

  it("moves the end of a range, and keeps items chosen before it", () => {
    const chosen = toggle(toggle(nothingChosen, "e"), "a");
    const wide = extend(chosen, "d", all, null);
    expect(idsOf(wide)).toBe("abcde");
    expect(idsOf(extend(wide, "b", all, null))).toBe("abe");
  });

  it("starts at the open conversation, or else at the pressed item", () => {
    expect(idsOf(extend(nothingChosen, "d", all, "b"))).toBe("bcd");
    expect(idsOf(extend(nothingChosen, "d", all, null))).toBe("d");
    expect(idsOf(extend(nothingChosen, "d", all, "elsewhere"))).toBe("d");
  });

  it("is bounded, and drops the items farthest from its start", () => {
    const many = Array.from({ length: limits.bulkConversations + 5 }, (_, index) => `c${index}`);
    const last = many.at(-1) ?? "";
    const { ids } = extend(toggle(nothingChosen, last), "c0", many, null);
    expect(ids.size).toBe(limits.bulkConversations);
    expect(ids.has(last)).toBe(true);
    expect(ids.has("c0")).toBe(false);
    expect(toggle(chooseAll(many), last).ids.size).toBe(limits.bulkConversations);
  });
});

describe("the next conversation after one is archived", () => {
  const all = ["a", "b", "c", "d"];
  it.each([
    ["b", ["b"], "c"],
    ["d", ["d"], "c"],
    ["b", ["b", "c"], "d"],
    ["c", ["c", "d", "b"], "a"],
    ["a", all, null],
    ["x", ["x"], null],
  ])("after %s, with %j archived, is %s", (id, leaving, next) => {
    expect(nextOf(all, id, new Set(leaving))).toBe(next);
  });
});
