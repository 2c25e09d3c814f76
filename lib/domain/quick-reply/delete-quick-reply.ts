import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { quickReplyDelete } from "../../contract/commands";
import { notFound } from "../../contract/errors";
import type { Outcome } from "../../contract/outcome";
import { prisma } from "../../server/db";

export async function deleteQuickReply(
  actor: Actor,
  { id }: InputOf<typeof quickReplyDelete>,
): Promise<Outcome<typeof quickReplyDelete>> {
  const { count } = await prisma().quickReply.deleteMany({ where: { id, sellerId: actor.userId } });
  if (count === 0) throw notFound("quick reply");
  return { data: { deleted: true } };
}
