import { rows, type Statement } from "../../server/db";

const touch: Statement = {
  name: "user-touch-last-seen",
  text: `UPDATE "User" SET "lastSeenAt" = now() WHERE id = $1`,
};

export async function touchLastSeen(userId: string): Promise<void> {
  await rows(touch, [userId]);
}
