import { headers } from "next/headers";
import { cache } from "react";
import type { Actor, Visitor } from "../../contract/actor";
import { isAppError } from "../../contract/errors";
import { authenticate } from "./authenticate";

/** Who looks at this page: asked once a request, however many components want to know. */
export const pageActor = cache(async (): Promise<Actor | null> => {
  try {
    return await authenticate({ cookie: (await headers()).get("cookie") });
  } catch (error) {
    // A suspended person sees what a stranger sees; signing in tells them why.
    if (isAppError(error) && error.code === "blocked") return null;
    throw error;
  }
});

/** For public reads, which pages do in the name of whoever looks at them; only limits would ask for the address. */
export const pageVisitor = async (): Promise<Visitor> => ({
  actor: await pageActor(),
  address: "",
  userAgent: null,
});
