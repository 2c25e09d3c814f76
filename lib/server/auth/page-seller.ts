import { notFound, redirect } from "next/navigation";
import type { Actor } from "../../contract/actor";
import { pageActor } from "./page-actor";

/** For pages of sellers alone: strangers are asked to sign in and come back, for everybody else there is no such page. */
export async function pageSeller(path: string): Promise<Actor> {
  const actor = await pageActor();
  if (!actor) redirect(`/sign-in?${new URLSearchParams({ callbackUrl: path })}`);
  if (actor.role !== "SELLER") notFound();
  return actor;
}
