// What the pages for signing in and up need to know about the request.
import type { Actor } from "../../contract/actor";
import { id } from "../../contract/values";
import { use } from "../slot";
import { pageActor } from "./page-actor";
import { oauthProviders } from "./providers";
import { returnPath } from "./return-path";

export type EntranceSearch = Promise<Record<string, string | string[] | undefined>>;

type Entrance = {
  actor: Actor | null;
  /** Where to go afterwards; always a path of our own. */
  returnTo: string;
  error: string | null;
  /** The seller whose invitation has brought a stranger here. */
  inviterId: string | null;
  providers: { id: string; name: string }[];
  /** The address of the other entrance, from which one comes back to the same place. */
  withReturn: (path: string) => string;
};

export async function readEntrance(searchParams: EntranceSearch): Promise<Entrance> {
  const { callbackUrl, error, invite } = await searchParams;
  const inviter = id.safeParse(single(invite));
  const returnTo = returnPath(single(callbackUrl), use("config").publicUrl);
  return {
    actor: await pageActor(),
    returnTo,
    error: single(error) ?? null,
    inviterId: inviter.success ? inviter.data : null,
    providers: oauthProviders().map((provider) => ({ id: provider.id, name: provider.name })),
    withReturn: (path) =>
      returnTo === "/" ? path : `${path}?${new URLSearchParams({ callbackUrl: returnTo })}`,
  };
}

const single = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;
