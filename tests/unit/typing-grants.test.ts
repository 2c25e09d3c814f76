import { describe, expect, it } from "vitest";
import type { Actor } from "../../lib/contract/actor";
import { limits } from "../../lib/contract/limits";
import { TypingGrants } from "../../lib/server/sockets/typing-grants";

const actor: Actor = { userId: "pat", role: "CUSTOMER", name: "Pat", sessionId: "s" };

type Ways = { hears?: () => boolean; answer?: () => Promise<readonly string[]> };

function grantsWith({ hears = () => true, answer = async () => ["kim"] }: Ways = {}) {
  const asked: string[] = [];
  const grants = new TypingGrants(hears, (_actor, conversationId) => {
    asked.push(conversationId);
    return answer();
  });
  return { grants, asked, type: (conversationId = "a") => grants.audience(actor, conversationId) };
}

describe("the permission to type", () => {
  it("is queried once for each conversation", async () => {
    const { asked, type } = grantsWith();
    for (const conversationId of ["a", "a", "b", "a", "b"])
      expect(await type(conversationId)).toEqual(["kim"]);
    expect(asked).toEqual(["a", "b"]);
  });

  it("is queried again after a change of the conversation, and not for another one", async () => {
    const { grants, asked, type } = grantsWith();
    await type("a");
    await type("b");
    grants.observe("message:sent", { conversationId: "a" });
    grants.observe("conversation:changed", { conversationId: "a" });
    await type("a");
    await type("b");
    expect(asked).toEqual(["a", "b", "a"]);
  });

  it("is queried again after a possible loss of facts", async () => {
    const { grants, asked, type } = grantsWith();
    await type();
    grants.observe("sync:required", {});
    await type();
    expect(asked).toEqual(["a", "a"]);
  });

  it("is not cached from a query that started before the change", async () => {
    let give: (users: readonly string[]) => void = () => {};
    const { grants, asked, type } = grantsWith({ answer: () => new Promise((done) => (give = done)) });
    const first = type();
    grants.observe("conversation:changed", { conversationId: "a" });
    give(["kim"]);
    await first;
    void type();
    expect(asked).toEqual(["a", "a"]);
  });

  it("is queried each time while other nodes are unreachable, even when it was cached", async () => {
    let hears = true;
    const { asked, type } = grantsWith({ hears: () => hears });
    await type();
    hears = false;
    await type();
    await type();
    hears = true;
    await type();
    expect(asked).toEqual(["a", "a", "a"]);
  });

  it("is not cached after a refusal", async () => {
    const { asked, type } = grantsWith({ answer: () => Promise.reject(new Error("not theirs")) });
    await expect(type()).rejects.toThrow("not theirs");
    await expect(type()).rejects.toThrow("not theirs");
    expect(asked).toEqual(["a", "a"]);
  });

  it("is evicted for the oldest conversation when there are many", async () => {
    const { asked, type } = grantsWith();
    for (let index = 0; index <= limits.typingGrants; index++) await type(String(index));
    asked.length = 0;
    await type(String(limits.typingGrants));
    await type("1");
    await type("0");
    expect(asked).toEqual(["0"]);
  });
});
