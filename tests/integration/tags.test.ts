import { describe, expect, it } from "vitest";
import type { Actor } from "../../lib/contract/actor";
import { openConversation } from "../../lib/domain/conversation/open-conversation";
import { updateConversation } from "../../lib/domain/conversation/update-conversation";
import { listTags } from "../../lib/domain/tag/list-tags";
import { testDatabase } from "../helpers/database";
import { makeListing, makeScene, makeUser } from "../helpers/people";

testDatabase();

const list = async (seller: Actor) => (await listTags(seller, {})).data.items;

describe("a seller's tags", () => {
  it("are the tags of their own conversations, the most used first", async () => {
    const first = await makeScene();
    const second = await openConversation(await makeUser("CUSTOMER"), {
      listingId: await makeListing(first.seller),
    });
    const other = await makeScene();
    const tag = (seller: Actor, conversationId: string, tags: string[]) =>
      updateConversation(seller, { conversationId, tags });
    await tag(first.seller, first.conversation.id, ["later", "regular"]);
    await tag(first.seller, second.data.conversation.id, ["regular", "asked twice"]);
    await tag(other.seller, other.conversation.id, ["not yours"]);
    expect(await list(first.seller)).toEqual([
      { tag: "regular", conversations: 2 },
      { tag: "asked twice", conversations: 1 },
      { tag: "later", conversations: 1 },
    ]);
    await tag(first.seller, second.data.conversation.id, []);
    expect(await list(first.seller)).toEqual([
      { tag: "later", conversations: 1 },
      { tag: "regular", conversations: 1 },
    ]);
  });

  it("are empty without tagged conversations", async () => {
    expect(await list(await makeUser("SELLER"))).toEqual([]);
  });
});
