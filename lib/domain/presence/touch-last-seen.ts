import { rows, type Statement } from "../../server/db";

const touch: Statement = {
  name: "user-touch-last-seen",
  text: `UPDATE "User" SET "lastSeenAt" = GREATEST("lastSeenAt", $2) WHERE id = ANY ($1::uuid[])`,
};

export async function touchLastSeen(userIds: readonly string[], at: Date): Promise<void> {
  await rows(touch, [userIds, at]);
}
