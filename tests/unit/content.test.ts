import { describe, expect, it } from "vitest";
import { messageSend } from "../../lib/contract/commands";
import { kindOf, kinds, previewOf } from "../../lib/contract/content";

const id = "019c1f3a-7d20-7000-9000-000000000000";

describe("content", () => {
  it("is text when a message has no type", () => {
    const input = { id, conversationId: id, text: "Hello" };
    expect(messageSend.input.parse(input)).toEqual({ ...input, type: "TEXT" });
  });

  it.each(["SYSTEM", "NO_SUCH_KIND", "toString", "__proto__"])("cannot be sent with type %s", (type) => {
    expect(messageSend.input.safeParse({ id, conversationId: id, text: "Hello", type }).success).toBe(false);
  });

  it("has only the fields of its kind", () => {
    const input = { id, conversationId: id, text: "Hello", latitude: 1 };
    expect(messageSend.input.safeParse(input).success).toBe(false);
  });

  it.each(["NEWER_KIND", "toString", "__proto__"])(
    "of the unknown type %s shows its text and allows no action",
    (type) => {
      expect(previewOf({ type, text: "Offer: 40 EUR", payload: null })).toBe("Offer: 40 EUR");
      expect(Object.values(kindOf(type).can)).not.toContain(true);
    },
  );

  it("of a known type is described by its own entry", () => {
    for (const [type, kind] of Object.entries(kinds)) expect(kindOf(type)).toBe(kind);
  });
});
