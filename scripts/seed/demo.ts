// Demo data: six people, what two of them offer, and what was said about it. The same on every machine but for
// times, which are relative to now.
import { hashPassword } from "@/lib/domain/account/password";
import type { Database } from "@/lib/server/db/database";
import type { Prisma } from "@/lib/server/db/generated/client";
import { buildTalk, type TalkRows } from "./demo/build-talk";
import { demoPassword, people } from "./demo/people";
import type { Talk } from "./demo/talk";
import { golfTalks } from "./demo/talks-golf";
import { homeTalks } from "./demo/talks-home";
import { sellerTalks } from "./demo/talks-sellers";
import { serviceTalks } from "./demo/talks-services";
import { vehicleTalks } from "./demo/talks-vehicles";
import { awayMessages, quickReplies } from "./demo/tools";
import { World } from "./demo/world";

export { demoPassword } from "./demo/people";

const talks: readonly Talk[] = [...golfTalks, ...vehicleTalks, ...homeTalks, ...serviceTalks, ...sellerTalks];
const timeoutMs = 60_000;

/** Does nothing when there is an account of the demo already; answers whether the data is new. */
export async function seedDemo({ prisma }: Database): Promise<boolean> {
  if (await isThere(prisma)) return false;
  const passwordHash = await hashPassword(demoPassword);
  return prisma.$transaction(
    async (transaction) => {
      // Two processes that start at once take turns; the second one then finds the accounts.
      await transaction.$executeRaw`SELECT pg_advisory_xact_lock(7275395392)`;
      if (await isThere(transaction)) return false;
      await insert(transaction, new World(Date.now()), passwordHash);
      return true;
    },
    { timeout: timeoutMs, maxWait: timeoutMs },
  );
}

type Client = Prisma.TransactionClient;

async function isThere(client: Client): Promise<boolean> {
  const emails = Object.values(people).map(({ email }) => email);
  return (await client.user.count({ where: { email: { in: emails } } })) > 0;
}

async function insert(client: Client, world: World, passwordHash: string): Promise<void> {
  const built = talks.map((talk, number) => buildTalk(talk, number, world));
  await client.user.createMany({ data: world.users(passwordHash) });
  await client.listing.createMany({ data: world.listings() });
  await client.deal.createMany({ data: world.deals() });
  await client.conversation.createMany({ data: built.map(({ conversation }) => conversation) });
  await client.member.createMany({ data: built.flatMap(({ members }) => members) });
  await client.message.createMany({ data: built.flatMap(({ messages }) => messages) });
  await client.messageRevision.createMany({ data: built.flatMap(({ revisions }) => revisions) });
  await client.reaction.createMany({ data: built.flatMap(({ reactions }) => reactions) });
  await client.receipt.createMany({ data: built.flatMap(({ receipts }) => receipts) });
  await client.note.createMany({ data: built.flatMap(({ notes }) => notes) });
  await client.flag.createMany({ data: built.flatMap(({ flags }) => flags) });
  await client.unreadTotal.createMany({ data: unreadTotals(built, world) });
  await insertTools(client, world);
}

function unreadTotals(built: readonly TalkRows[], world: World): Prisma.UnreadTotalCreateManyInput[] {
  const members = built.flatMap((rows) => rows.members);
  return world.users("").map(({ id = "" }) => {
    const own = members.filter(({ userId }) => userId === id);
    const bought = summed(own.filter(({ role }) => role === "CUSTOMER"));
    return {
      userId: id,
      ...summed(own),
      customerMessages: bought.messages,
      customerConversations: bought.conversations,
    };
  });
}

function summed(members: readonly Prisma.MemberCreateManyInput[]) {
  const unread = members.map((member) => member.unread ?? 0);
  return {
    messages: unread.reduce((sum, count) => sum + count, 0),
    conversations: unread.filter((count) => count > 0).length,
  };
}

async function insertTools(client: Client, world: World): Promise<void> {
  for (const key of ["henrik", "yuki"] as const) {
    const sellerId = world.personId(key);
    const replies = Object.entries(quickReplies[key]);
    await client.quickReply.createMany({
      data: replies.map(([shortcut, text]) => ({ sellerId, shortcut, text })),
    });
    await client.awayMessage.create({ data: { sellerId, enabled: false, ...awayMessages[key] } });
  }
}
