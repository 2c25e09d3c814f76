// The interface offers an action exactly if the server allows it: this test performs every action that is offered.
import { describe, expect, it } from "vitest";
import { type Ability, abilitiesFor } from "../../components/chat/message/abilities";
import { type Rights, rightsIn } from "../../components/chat/thread/rights";
import type { Actor } from "../../lib/contract/actor";
import type { Conversation, Message } from "../../lib/contract/entities";
import { uuidv7 } from "../../lib/contract/uuid";
import { blockConversation, unblockConversation } from "../../lib/domain/conversation/block-conversation";
import { getConversation } from "../../lib/domain/conversation/get-conversation";
import { openConversation } from "../../lib/domain/conversation/open-conversation";
import { updateConversation } from "../../lib/domain/conversation/update-conversation";
import { deleteMessage } from "../../lib/domain/message/delete-message";
import { editMessage } from "../../lib/domain/message/edit-message";
import { forwardMessage } from "../../lib/domain/message/forward-message";
import { listMessages } from "../../lib/domain/message/list-messages";
import { reactToMessage, unreactToMessage } from "../../lib/domain/message/react-to-message";
import { sendMessage } from "../../lib/domain/message/send-message";
import { prisma } from "../../lib/server/db";
import { testDatabase } from "../helpers/database";
import { makeScene, makeUser, type Scene, say } from "../helpers/people";

testDatabase();

type Cast = Scene & { admin: Actor };
type Viewer = { name: string; of(cast: Cast): Promise<Actor> };

const viewers: Viewer[] = [
  { name: "the customer", of: async ({ customer }) => customer },
  { name: "the seller", of: async ({ seller }) => seller },
  { name: "an admin who reads", of: async ({ admin }) => admin },
  {
    name: "an admin who has stepped in",
    of: async ({ admin, conversation }) => {
      await prisma().member.create({
        data: { conversationId: conversation.id, userId: admin.userId, role: "ADMIN" },
      });
      return admin;
    },
  },
];

const states: { name: string; bring(cast: Cast): Promise<unknown> }[] = [
  { name: "open", bring: async () => undefined },
  {
    name: "put away by the seller",
    bring: ({ seller, conversation: { id } }) =>
      updateConversation(seller, { conversationId: id, status: "ARCHIVED" }),
  },
  {
    name: "blocked by the customer",
    bring: ({ customer, conversation: { id } }) => blockConversation(customer, { conversationId: id }),
  },
  {
    name: "ended by the seller",
    bring: ({ seller, conversation: { id } }) =>
      updateConversation(seller, { conversationId: id, status: "ENDED" }),
  },
  {
    name: "ended by a moderator",
    bring: async ({ conversation: { id } }) =>
      updateConversation(await makeUser("ADMIN"), { conversationId: id, status: "ENDED" }),
  },
];

async function setScene({ of }: Viewer, bring: (cast: Cast) => Promise<unknown>) {
  const scene = await makeScene();
  const cast = { ...scene, admin: await makeUser("ADMIN") };
  const conversationId = scene.conversation.id;
  const viewer = await of(cast);
  await say(scene.customer, conversationId, "Is it still there?");
  await say(scene.seller, conversationId, "It is.");
  const gone = await say(scene.customer, conversationId, "Never mind");
  await deleteMessage(scene.customer, { messageId: gone.id });
  if (viewer === cast.admin && viewer.role === "ADMIN" && (await isMember(viewer, conversationId)))
    await say(viewer, conversationId, "A word from us");
  await bring(cast);
  // Another conversation of the viewer's own, as a forwarding target.
  const [buyer, dealer] = [await makeUser("CUSTOMER"), await makeScene()];
  const own =
    viewer.role === "CUSTOMER"
      ? await openConversation(viewer, {
          listingId: dealer.listingId,
          message: { id: uuidv7(), type: "TEXT", text: "Hello" },
        })
      : viewer.role === "ADMIN"
        ? await openConversation(viewer, {
            customerId: buyer.userId,
            message: { id: uuidv7(), type: "TEXT", text: "Hello" },
          })
        : await openConversation(buyer, {
            listingId: scene.listingId,
            message: { id: uuidv7(), type: "TEXT", text: "Hello" },
          });
  return { viewer, conversationId, otherId: own.data.conversation.id };
}

const isMember = async ({ userId }: Actor, conversationId: string): Promise<boolean> =>
  (await prisma().member.count({ where: { conversationId, userId } })) > 0;

type Place = { viewer: Actor; conversationId: string; otherId: string };

const acts: Record<Ability, (place: Place, message: Message) => Promise<unknown>> = {
  react: async ({ viewer }, { id: messageId }) => {
    await reactToMessage(viewer, { messageId, emoji: "👍" });
    await unreactToMessage(viewer, { messageId, emoji: "👍" });
  },
  reply: ({ viewer, conversationId }, { id }) =>
    sendMessage(viewer, { conversationId, id: uuidv7(), type: "TEXT", text: "Yes", replyToId: id }),
  edit: ({ viewer }, { id: messageId }) => editMessage(viewer, { messageId, text: "Something else" }),
  forward: ({ viewer, otherId }, { id: messageId }) =>
    forwardMessage(viewer, { messageId, conversationId: otherId, id: uuidv7() }),
  copy: async () => undefined,
  delete: ({ viewer }, { id: messageId }) => deleteMessage(viewer, { messageId }),
};

function offersOn(message: Message, viewer: Actor, rights: Rights): Ability[] {
  const state = message.senderId === viewer.userId ? ("SENT" as const) : null;
  return abilitiesFor({
    message,
    state,
    myId: viewer.userId,
    isAdmin: viewer.role === "ADMIN",
    canWrite: rights.canWrite,
    nowMs: Date.now(),
  });
}

/** Performs every action, those that close the conversation last. Returns their names. */
async function doEverything(place: Place, conversation: Conversation, rights: Rights): Promise<string[]> {
  const { viewer, conversationId } = place;
  const { items } = (await listMessages(viewer, { conversationId })).data;
  const done = new Set<string>();
  for (const message of items) {
    for (const ability of offersOn(message, viewer, rights)) {
      await acts[ability](place, message);
      done.add(ability);
    }
  }
  if (rights.isMember) {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await updateConversation(viewer, { conversationId, pinned: true, mutedUntil: until, archived: true });
    done.add("put in order");
  }
  if (rights.canWrite) await say(viewer, conversationId, "One more thing");
  if (rights.canEnd) {
    await updateConversation(viewer, { conversationId, status: "ENDED" });
    done.add("end");
  }
  if (rights.canBlock) {
    const isBlocked = conversation.status === "BLOCKED";
    // Here only customers block. The other side does not see who blocked, so it may be offered an action that is
    // refused.
    if (!isBlocked) await blockConversation(viewer, { conversationId });
    else if (viewer.role === "CUSTOMER") await unblockConversation(viewer, { conversationId });
    done.add("block");
  }
  return [...done].sort();
}

describe.each(viewers)("$name", (viewer) => {
  it.each(states)(
    "is refused no action that is offered in a conversation that is $name",
    async ({ bring }) => {
      const place = await setScene(viewer, bring);
      const { conversation } = (await getConversation(place.viewer, { conversationId: place.conversationId }))
        .data;
      const { userId: id, role, name } = place.viewer;
      const rights = rightsIn(conversation, { id, role, name, avatarUrl: null });
      const done = await doEverything(place, conversation, rights);
      const isOpen = conversation.status === "ACTIVE" || conversation.status === "ARCHIVED";
      expect(done).toEqual(expected(viewer.name, isOpen).sort());
    },
  );
});

/** The reverse: every allowed action is offered. */
function expected(viewer: string, isOpen: boolean): string[] {
  const ofReaders = ["forward", "copy", "delete"];
  if (viewer === "an admin who reads") return [...ofReaders, ...(isOpen ? ["end"] : [])];
  const ofMembers = [...ofReaders, "put in order", ...(isOpen ? ["react", "reply", "edit"] : [])];
  if (viewer === "an admin who has stepped in") return [...ofMembers, ...(isOpen ? ["end"] : [])];
  return [...ofMembers, "block"];
}
