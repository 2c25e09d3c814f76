// The approach of most applications: check, insert and count in an interactive transaction of the ORM.
import type { PrismaClient } from "../../lib/server/db/generated/client";

type Input = { id: string; conversationId: string; senderId: string; text: string };

const waitMs = 60_000;

export function interactiveSend(prisma: PrismaClient, { id, conversationId, senderId, text }: Input) {
  return prisma.$transaction(
    async (tx) => {
      await tx.member.findUniqueOrThrow({
        where: { conversationId_userId: { conversationId, userId: senderId } },
      });
      const { seq, rev, customerId, sellerId } = await tx.conversation.update({
        where: { id: conversationId },
        data: { seq: { increment: 1 }, rev: { increment: 1 }, lastPreview: text, lastMessageAt: new Date() },
      });
      const message = await tx.message.create({
        data: { id, conversationId, seq, rev, senderId, senderRole: "CUSTOMER", text },
      });
      const recipientId = senderId === customerId ? sellerId : customerId;
      await tx.member.updateMany({ where: { conversationId }, data: { lastMessageAt: new Date() } });
      await tx.member.update({
        where: { conversationId_userId: { conversationId, userId: recipientId } },
        data: { unread: { increment: 1 } },
      });
      await tx.unreadTotal.update({ where: { userId: recipientId }, data: { messages: { increment: 1 } } });
      return message;
    },
    { maxWait: waitMs, timeout: waitMs },
  );
}
