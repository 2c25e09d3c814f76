import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import type { Actor } from "../../contract/actor";
import type { Role } from "../../contract/values";
import { pageActor, pageAdminToBe } from "./page-actor";

/** Set by the proxy, for pages that send people to sign in and want them back. */
export const pathHeader = "x-parley-path";

/** Returns the page's user. Strangers are sent to sign in, and users with other roles get "not found". */
export async function requireActor(...roles: Role[]): Promise<Actor> {
  const actor = await pageActor();
  if (!actor) {
    const path = (await headers()).get(pathHeader) ?? "/";
    const entrance = (await pageAdminToBe()) ? "/second-factor" : "/sign-in";
    redirect(`${entrance}?${new URLSearchParams({ callbackUrl: path })}`);
  }
  if (roles.length > 0 && !roles.includes(actor.role)) notFound();
  return actor;
}
