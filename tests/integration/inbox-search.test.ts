// The search of the inbox compared with the search for messages.
import { expect, it } from "vitest";
import { limits } from "../../lib/contract/limits";
import { uuidv7 } from "../../lib/contract/uuid";
import { listConversations } from "../../lib/domain/conversation/list-conversations";
import { openConversation } from "../../lib/domain/conversation/open-conversation";
import { testDatabase } from "../helpers/database";
import { makeScene, makeUser, say } from "../helpers/people";

testDatabase();

it("finds every matching conversation, even if one has very many matches", async () => {
  const quiet = await makeScene();
  const { seller } = quiet;
  await say(quiet.customer, quiet.conversation.id, "red");
  const customer = await makeUser("CUSTOMER");
  const message = { id: uuidv7(), type: "TEXT", text: "red" } as const;
  const { data } = await openConversation(customer, { listingId: quiet.listingId, message });
  const talkative = data.conversation.id;
  await Promise.all(Array.from({ length: limits.pageItems }, () => say(customer, talkative, "red")));
  const listed = await listConversations(seller, { search: "red" });
  expect(listed.data.items.map(({ id }) => id)).toEqual([talkative, quiet.conversation.id]);
});
