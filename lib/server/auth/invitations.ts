// The commands of invitations stand here and not in the domain, which does not know the secret.
import type { Actor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { invitationCreate, invitationGet, userCreate } from "../../contract/commands";
import type { Person } from "../../contract/entities";
import { AppError, isAppError, notFound } from "../../contract/errors";
import { limits } from "../../contract/limits";
import type { Outcome } from "../../contract/outcome";
import { reasons } from "../../contract/reasons";
import { unsafeFindInviter } from "../../domain/invitation/find-inviter";
import { use } from "../slot";
import { readInvitation, signInvitation } from "./invitation-token";

/** The path of the page that leads people with an account to the seller who invites them. */
export const invitationPath = "/invitation";

export async function createInvitation({ userId }: Actor): Promise<Outcome<typeof invitationCreate>> {
  const expiresAtMs = Date.now() + limits.invitationMs;
  const token = signInvitation({ sellerId: userId, expiresAtMs });
  const url = `${use("config").publicUrl}/sign-up?${new URLSearchParams({ invitation: token })}`;
  return { data: { token, url, expiresAt: new Date(expiresAtMs).toISOString() } };
}

export async function getInvitation(token: string): Promise<Outcome<typeof invitationGet>> {
  const invitation = readInvitation(token);
  if (!invitation) throw notFound("invitation");
  const { sellerId, expiresAtMs } = invitation;
  const seller = expiresAtMs > Date.now() ? await unsafeFindInviter(sellerId) : undefined;
  // One answer for both, so that it does not tell strangers that a seller is suspended.
  if (!seller)
    throw new AppError("gone", "This invitation is not valid any more. Please ask for a new link.");
  return { data: { seller, expiresAt: new Date(expiresAtMs).toISOString() } };
}

export type Invited =
  | { status: "open"; token: string; seller: Person }
  /** `bad` is a token that we did not sign. */
  | { status: "bad" | "gone" };

/** For pages, which show each of these as something to read and not as an error. */
export async function readInvited(token: string): Promise<Invited> {
  try {
    return { status: "open", token, seller: (await getInvitation(token)).data.seller };
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return { status: "bad" };
    if (isAppError(error) && error.code === "gone") return { status: "gone" };
    throw error;
  }
}

/** Returns the id of the seller who invited this user, or null without an invitation. */
export async function inviterOf(input: InputOf<typeof userCreate>): Promise<string | null> {
  if (input.invitation === undefined) return null;
  if (input.role !== "CUSTOMER") throw badInvitation(reasons.invitationForCustomers);
  try {
    return (await getInvitation(input.invitation)).data.seller.id;
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") throw badInvitation(reasons.invitationInvalid);
    throw error;
  }
}

const badInvitation = (message: string) =>
  new AppError("invalid_input", message, { details: [{ path: "invitation", message }] });

/**
 * Does the same for a sign-up through another service, which returns through the page of the invitation. An invalid
 * invitation does not prevent the sign-up.
 */
export async function inviterOnTheWay(returnTo: string | null): Promise<string | null> {
  const token = invitationIn(returnTo);
  const invited = token === null ? null : await readInvited(token);
  return invited?.status === "open" ? invited.seller.id : null;
}

/** The token in the address of the invitation's page; null for every other address. */
export function invitationIn(address: string | null): string | null {
  const { publicUrl } = use("config");
  if (address === null || !URL.canParse(address, publicUrl)) return null;
  const { origin, pathname, searchParams } = new URL(address, publicUrl);
  if (origin !== publicUrl || pathname !== invitationPath) return null;
  return searchParams.get("token");
}

export const invitationPlace = (token: string): string =>
  `${invitationPath}?${new URLSearchParams({ token })}`;
