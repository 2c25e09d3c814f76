import type { Actor } from "../../contract/actor";
import type { meGet } from "../../contract/commands";
import { notFound } from "../../contract/errors";
import type { Outcome } from "../../contract/outcome";
import { unsafeFindUser } from "./user-row";

export async function getMe(actor: Actor): Promise<Outcome<typeof meGet>> {
  const user = await unsafeFindUser(actor.userId);
  if (!user) throw notFound("account");
  return { data: { user } };
}
