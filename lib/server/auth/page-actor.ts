import { headers } from "next/headers";
import { cache } from "react";
import type { Actor, Visitor } from "../../contract/actor";
import { isAppError } from "../../contract/errors";
import { authenticate } from "./authenticate";

/** Asked once a request, however many components want to know. */
const cookieActor = cache(async (): Promise<Actor | null> => {
  try {
    return await authenticate({ cookie: (await headers()).get("cookie") });
  } catch (error) {
    // A suspended person sees what a stranger sees; signing in tells them why.
    if (isAppError(error) && error.code === "blocked") return null;
    throw error;
  }
});

/** Who looks at this page. An admin who has to set up a second factor first sees what a stranger sees. */
export async function pageActor(): Promise<Actor | null> {
  const actor = await cookieActor();
  return actor?.lacksSecondFactor ? null : actor;
}

/** The admin who has to set up a second factor before anything else; null for everybody else. */
export async function pageAdminToBe(): Promise<Actor | null> {
  const actor = await cookieActor();
  return actor?.lacksSecondFactor ? actor : null;
}

/** For public reads, which pages do in the name of whoever looks at them; only limits would ask for the address. */
export const pageVisitor = async (): Promise<Visitor> => ({
  actor: await pageActor(),
  address: "",
  userAgent: null,
});
