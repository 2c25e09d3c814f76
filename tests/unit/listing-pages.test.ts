// The logic of the listing pages: addresses, prices, reply times, and data for search engines.
import { describe, expect, it } from "vitest";
import {
  browseHref,
  listingsAtOnce,
  maxListingsShown,
  moreHref,
  readBrowse,
} from "../../components/listing/browse";
import { minorDigits, parsePrice, priceText } from "../../components/listing/price";
import { replyTime } from "../../components/listing/reply-time";
import { ownPhotos, structuredData } from "../../components/listing/structured-data";
import type { Listing } from "../../lib/contract/entities";

const sellerId = "01a17783-6c2b-778e-a33f-d53779256b38";

describe("the address of the list", () => {
  it("contains the search, and is parsed back unchanged", () => {
    const browse = readBrowse({ search: " oak table ", kind: "product", sellerId, show: "48" });
    expect(browse).toEqual({ search: "oak table", kind: "PRODUCT", sellerId, cursor: null, show: 48 });
    const parameters = new URL(browseHref(browse, { show: 48 }), "http://x").searchParams;
    expect(readBrowse(Object.fromEntries(parameters))).toEqual(browse);
  });

  it("is the plain one without filters", () => {
    expect(browseHref(readBrowse({}))).toBe("/");
  });

  it("leaves out invalid values", () => {
    const nonsense = readBrowse({
      search: `a\0${"🙂".repeat(300)}`,
      kind: "BOAT",
      sellerId: "1; DROP",
      cursor: "x".repeat(401),
      show: "1e9",
    });
    expect(nonsense).toMatchObject({ kind: null, sellerId: null, cursor: null, show: maxListingsShown });
    expect([...nonsense.search]).toHaveLength(200);
    expect(nonsense.search.isWellFormed()).toBe(true);
    for (const show of ["-5", "NaN", "2.5", ""]) expect(readBrowse({ show }).show).toBe(listingsAtOnce);
    expect(readBrowse({ search: ["first", "second"] }).search).toBe("first");
  });

  it("returns to the first page with another filter", () => {
    const browse = readBrowse({ search: "oak", cursor: "abc", show: "72" });
    expect(browseHref(browse, { kind: "SERVICE" })).toBe("/?search=oak&kind=SERVICE");
  });

  it("grows by a page up to a maximum, then starts at the next page", () => {
    const first = readBrowse({ kind: "VEHICLE" });
    expect(moreHref(first, "next")).toBe("/?kind=VEHICLE&show=48");
    expect(moreHref({ ...first, show: maxListingsShown }, "next")).toBe("/?kind=VEHICLE&cursor=next");
    expect(moreHref({ ...first, cursor: "here" }, "next")).toBe("/?kind=VEHICLE&cursor=here&show=48");
  });
});

describe("a price", () => {
  it.each([
    ["18900", 1_890_000],
    ["18,900", 1_890_000],
    ["18.900", 1_890_000],
    ["18 900", 1_890_000],
    ["18’900.50", 1_890_050],
    ["1.234.567,89", 123_456_789],
    ["12.5", 1_250],
    ["12,05", 1_205],
    ["0", 0],
    ["١٢٫٥٠", 1_250],
  ])("typed as %s is %i cents", (text, minor) => {
    expect(parsePrice(text, "EUR")).toBe(minor);
  });

  it.each(["", "free", "-5", "1.2345", "12,", "1e5", "1,23,456", "€5"])("is not %s", (text) => {
    expect(parsePrice(text, "EUR")).toBeNull();
  });

  it("has as many digits as its currency", () => {
    expect([minorDigits("EUR"), minorDigits("JPY"), minorDigits("KWD")]).toEqual([2, 0, 3]);
    expect(parsePrice("1500", "JPY")).toBe(1500);
    expect(parsePrice("1.5", "JPY")).toBeNull();
    expect(parsePrice("1.5", "KWD")).toBe(1500);
  });

  it("appears in its field as it is parsed from there", () => {
    for (const [minor, currency] of [
      [1_890_000, "EUR"],
      [1_205, "EUR"],
      [1_500, "JPY"],
      [1_234, "KWD"],
    ] as const)
      expect(parsePrice(priceText(minor, currency), currency)).toBe(minor);
    expect(priceText(18_950, "EUR")).toBe("189.50");
  });
});

describe("a seller's usual reply time", () => {
  it("is rounded to its precision", () => {
    const said = (minutes: number) => {
      const { key, count } = replyTime(minutes);
      return `${count} ${key.replace("repliesIn", "")}`;
    };
    expect([1, 4, 12, 21, 57].map(said)).toEqual([
      "1 Minutes",
      "4 Minutes",
      "10 Minutes",
      "20 Minutes",
      "55 Minutes",
    ]);
    expect([58, 95, 300, 1_500].map(said)).toEqual(["1 Hours", "2 Hours", "5 Hours", "25 Hours"]);
    expect([2_160, 4_400].map(said)).toEqual(["2 Days", "3 Days"]);
  });
});

describe("data for search engines", () => {
  const listing: Listing = {
    id: sellerId,
    sellerId,
    seller: { id: sellerId, name: "Henrik", avatarUrl: null },
    kind: "VEHICLE",
    title: "</script><script>alert(1)</script>",
    description: "",
    priceMinor: 1_890_050,
    currency: "EUR",
    photos: ["/demo/hatchback.svg", "https://elsewhere.example/car.jpg"],
    attributes: {},
    status: "SOLD",
    createdAt: "2026-01-31T09:05:00.500Z",
    updatedAt: "2026-01-31T09:05:00.500Z",
  };
  const text = structuredData(listing, "https://parley.example/listings/1");

  it("cannot close the script element around it", () => {
    expect(text).not.toContain("<");
    expect(JSON.parse(text).name).toBe(listing.title);
  });

  it("contains the price, the availability, and only our own pictures", () => {
    expect(JSON.parse(text)).toMatchObject({
      "@type": "Vehicle",
      image: ["https://parley.example/demo/hatchback.svg"],
      offers: { price: "18900.50", priceCurrency: "EUR", availability: "https://schema.org/SoldOut" },
    });
    expect(ownPhotos(["//elsewhere.example/car.jpg"])).toEqual([]);
  });
});
