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

/** Returns the page's user. An admin who must first set up a second factor counts as a stranger. */
export async function pageActor(): Promise<Actor | null> {
  const actor = await cookieActor();
  return actor?.lacksSecondFactor ? null : actor;
}

/** Returns the admin who must first set up a second factor, or null for all other users. */
export async function pageAdminToBe(): Promise<Actor | null> {
  const actor = await cookieActor();
  return actor?.lacksSecondFactor ? actor : null;
}

/** The visitor for public reads of a page. The address stays empty, because only rate limits need it. */
export const pageVisitor = async (): Promise<Visitor> => ({
  actor: await pageActor(),
  address: "",
  userAgent: null,
});
