import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import type { Actor } from "../../contract/actor";
import type { Role } from "../../contract/values";
import { pageActor, pageAdminToBe } from "./page-actor";

/** Set by the proxy, for pages that send people to sign in and want them back. */
export const pathHeader = "x-parley-path";

/** Who looks at this page; a stranger is sent to sign in first, and to others than these roles it does not exist. */
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
