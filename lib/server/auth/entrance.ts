// What the pages for signing in and up need to know about the request.
import { redirect } from "next/navigation";
import type { Actor } from "../../contract/actor";
import { use } from "../slot";
import { type Invited, invitationIn, invitationPlace, readInvited } from "./invitations";
import { pageActor, pageAdminToBe } from "./page-actor";
import { oauthProviders } from "./providers";
import { returnPath, startPath } from "./return-path";

export type EntranceSearch = Promise<Record<string, string | string[] | undefined>>;

type Entrance = {
  actor: Actor | null;
  /** Where to go afterwards; always a path of our own. */
  returnTo: string;
  /** Whether they were on the way to somewhere. */
  hasPlace: boolean;
  /** Whether they come from a listing's chat, where they are about to ask something. */
  isFromChat: boolean;
  /** What another service's sign-in has left for the code of a second factor. */
  ticket: string | null;
  error: string | null;
  /** What became of the invitation in the address. */
  invitation: Invited | null;
  providers: { id: string; name: string }[];
  /** The address of the other entrance, from which one comes back to the same place. */
  withReturn: (path: string) => string;
};

export async function readEntrance(searchParams: EntranceSearch): Promise<Entrance> {
  const { callbackUrl, error, invitation: given, ticket } = await searchParams;
  const place = returnPath(single(callbackUrl), use("config").publicUrl, startPath);
  const token = single(given) ?? invitationIn(place);
  const invitation = token === null ? null : await readInvited(token);
  const actor = await pageActor();
  // The page of the invitation says it to people with an account. Strangers go on without what cannot be used.
  const isUsable = invitation?.status === "open" || actor !== null;
  const returnTo = token === null ? place : isUsable ? invitationPlace(token) : startPath;
  const withReturn = (path: string) =>
    returnTo === startPath ? path : `${path}?${new URLSearchParams({ callbackUrl: returnTo })}`;
  if (await pageAdminToBe()) redirect(withReturn("/second-factor"));
  return {
    actor,
    returnTo,
    hasPlace: returnTo !== startPath,
    isFromChat: /^\/listings\/[^/?]+\?(?:.*&)?chat=1(?:&|$)/.test(returnTo),
    ticket: single(ticket) ?? null,
    error: single(error) ?? null,
    invitation,
    providers: oauthProviders().map((provider) => ({ id: provider.id, name: provider.name })),
    withReturn,
  };
}

const single = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;
