import { notFound, redirect } from "next/navigation";
import type { Actor } from "../../contract/actor";
import { pageActor } from "./page-actor";

/** For pages of sellers only: strangers are sent to sign in, and all other roles get "not found". */
export async function pageSeller(path: string): Promise<Actor> {
  const actor = await pageActor();
  if (!actor) redirect(`/sign-in?${new URLSearchParams({ callbackUrl: path })}`);
  if (actor.role !== "SELLER") notFound();
  return actor;
}
