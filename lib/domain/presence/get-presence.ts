import type { Actor } from "../../contract/actor";
import type { InputOf, OutputOf } from "../../contract/command";
import type { presenceGet } from "../../contract/commands";
import type { Answer } from "../../contract/outcome";
import { findAcquaintances } from "./find-acquaintances";

/** In the order asked for; strangers, and people who do not exist, are left out alike. Who is connected is the server's to know. */
export async function getPresence(
  actor: Actor,
  { userIds }: InputOf<typeof presenceGet>,
  online: (userIds: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<Answer<OutputOf<typeof presenceGet>>> {
  const wanted = [...new Set(userIds)];
  const known = new Map(
    (await findAcquaintances(actor, wanted)).map((each) => [each.userId, each.lastSeenAt]),
  );
  const isOnline = await online([...known.keys()]);
  const items = wanted.flatMap((userId) => {
    const lastSeenAt = known.get(userId);
    return lastSeenAt === undefined ? [] : [{ userId, online: isOnline.has(userId), lastSeenAt }];
  });
  return { data: { items } };
}
