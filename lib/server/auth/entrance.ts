// Reads the request for the pages that sign people in and up.
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
  /** The path to open afterwards, always one of our own. */
  returnTo: string;
  /** True if the address names a page to open after signing in. */
  hasPlace: boolean;
  /** True if they come from a listing's chat, where they want to ask a question. */
  isFromChat: boolean;
  /** The ticket of a sign-in through another service that still needs the code of the second factor. */
  ticket: string | null;
  error: string | null;
  /** The result of checking the invitation in the address. */
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
