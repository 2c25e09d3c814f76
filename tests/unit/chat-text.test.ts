// The rendering of a message's text: links, large emoji, filled-in quick replies.
import { describe, expect, it } from "vitest";
import {
  fillTemplate,
  firstName,
  matchQuickReplies,
  quickReplyQuery,
} from "../../components/chat/composer/template";
import { isEmojiOnly, moreEmoji, quickReactions } from "../../components/chat/message/emoji";
import { splitLinks } from "../../components/chat/message/links";

const linksIn = (text: string) => splitLinks(text).flatMap(({ href }) => (href === null ? [] : [href]));

describe("links", () => {
  it.each([
    ["See https://example.org/a?b=c#d.", ["https://example.org/a?b=c#d"]],
    ["http://example.org and www.example.org", ["http://example.org", "https://www.example.org"]],
    ["Write to mara@example.org, or call tel:+4930123456", ["mailto:mara@example.org", "tel:+4930123456"]],
    ["mailto:a@example.org", ["mailto:a@example.org"]],
    ["Look at example.com/cars (please)", ["https://example.com/cars"]],
  ])("are found in %s", (text, links) => {
    expect(linksIn(text)).toEqual(links);
  });

  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt://example.org/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "ftp://example.org",
    "blob:https://example.org/1",
  ])("never run code: %s", (text) => {
    for (const href of linksIn(text)) expect(href).toMatch(/^(?:https?|mailto|tel):/);
    expect(linksIn(text).filter((href) => !href.startsWith("http"))).toEqual([]);
  });

  it("are not found where a space after a full stop is missing", () => {
    expect(linksIn("Sounds good.So when? At 10.30, or version 1.2.3")).toEqual([]);
  });

  it("leave every character in its place", () => {
    for (const text of ["a https://example.org b", "https://example.org", "x", "", "é www.example.org 👍"]) {
      expect(
        splitLinks(text)
          .map((part) => part.text)
          .join(""),
      ).toBe(text);
    }
  });

  it("are found quickly in the longest message", () => {
    const text = "a.b@c ".repeat(900).slice(0, 5_000);
    const startMs = performance.now();
    splitLinks(text);
    splitLinks("http://".repeat(700));
    expect(performance.now() - startMs).toBeLessThan(500);
  });
});

describe("a message of emoji only", () => {
  it.each(["👍", "❤️", "👨‍👩‍👧‍👦", "🇩🇪", "👍🏽 🎉", " 😀😀😀 ", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "☝🏽", "👩🏽‍⚕️", "❤️‍🔥🏳️‍🌈"])(
    "is large: %s",
    (text) => {
      expect(isEmojiOnly(text)).toBe(true);
    },
  );

  it.each(["", "1", "12", "#", "👍 ok", "😀".repeat(7), "©", "→"])("is not: %s", (text) => {
    expect(isEmojiOnly(text)).toBe(false);
  });

  it("may contain any emoji", () => {
    const isEmoji = /^\p{RGI_Emoji}$/v;
    const missed = Array.from({ length: 0x20000 }, (_, code) => String.fromCodePoint(code)).filter(
      (text) => isEmoji.test(text) && !isEmojiOnly(text),
    );
    expect(missed).toEqual([]);
  });

  it("may contain any emoji of the pickers", () => {
    for (const emoji of [...quickReactions, ...moreEmoji.flat()])
      expect(isEmojiOnly(emoji), emoji).toBe(true);
  });
});

describe("quick replies", () => {
  const values = { customer: "Amina Diallo", listing: "City bike", price: "€120" };

  it("are filled in with the conversation's subject", () => {
    expect(fillTemplate("Hi {customer}, {listing} is {price}. {price}!", values)).toBe(
      "Hi Amina, City bike is €120. €120!",
    );
  });

  it("keep unknown placeholders, and fill in nothing twice", () => {
    const direct = { ...values, listing: null, price: null };
    expect(fillTemplate("{listing} {price} {other}", direct)).toBe("{listing} {price} {other}");
    expect(fillTemplate("{customer.full}", { ...values, customer: "{price} $&" })).toBe("{price} $&");
  });

  it("use the first name, or the full name where that is asked for", () => {
    expect(fillTemplate("Hi {customer} ({customer.full})", values)).toBe("Hi Amina (Amina Diallo)");
  });

  it.each([
    ["Amina", "Amina"],
    ["Dr. Anna Maria Weiß", "Anna"],
    ["Prof. Dr. Kim", "Kim"],
    ["J. Smith", "J. Smith"],
    ["Jean-Luc Picard", "Jean-Luc"],
    ["أمينة ديالو", "أمينة"],
    ["د. أمينة ديالو", "أمينة"],
    ["عبد الله الحسن", "عبد الله"],
    ["عبدالله الحسن", "عبدالله"],
    ["د. أبو بكر صالح", "أبو بكر"],
    ["نور الدين زنكي", "نور الدين"],
    ["عبد", "عبد"],
    ["Abdul Rahman Khan", "Abdul Rahman"],
    ["Abd al Rahman Khan", "Abd al Rahman"],
    ["Nur al-Din Zengi", "Nur al-Din"],
    ["王小明", "王小明"],
    ["Dr.", "Dr."],
  ])("use the right first name of %s", (name, first) => {
    expect(firstName(name)).toBe(first);
  });

  it("are opened by a slash at the beginning only", () => {
    expect(["/", "/thanks", "/größe-1"].map(quickReplyQuery)).toEqual(["", "thanks", "größe-1"]);
    expect(["", "a /b", "/a b", "//", "/a\n"].map(quickReplyQuery)).toEqual([null, null, null, null, null]);
  });

  it("are matched by the beginning of the shortcut first, then by content", () => {
    const replies = [
      { shortcut: "hello", text: "Is it sold?" },
      { shortcut: "unsold", text: "Still there" },
      { shortcut: "Sold", text: "It is gone" },
      { shortcut: "price", text: "Fixed" },
    ];
    expect(matchQuickReplies(replies, "sol").map(({ shortcut }) => shortcut)).toEqual([
      "Sold",
      "unsold",
      "hello",
    ]);
    expect(matchQuickReplies(replies, "")).toHaveLength(4);
  });
});
