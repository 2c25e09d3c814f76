import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { meUpdate } from "../../contract/commands";
import type { Outcome } from "../../contract/outcome";
import { prisma } from "../../server/db";

const shown = {
  id: true,
  email: true,
  name: true,
  role: true,
  phone: true,
  avatarUrl: true,
  createdAt: true,
} as const;

export async function updateMe(
  actor: Actor,
  { name, phone, avatarUrl }: InputOf<typeof meUpdate>,
): Promise<Outcome<typeof meUpdate>> {
  const user = await prisma().user.update({
    where: { id: actor.userId },
    data: { name, phone, avatarUrl },
    select: shown,
  });
  return { data: { user: { ...user, createdAt: user.createdAt.toISOString() } } };
}
