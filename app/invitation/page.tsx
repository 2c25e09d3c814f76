// Where an invitation leads people who have an account: to the conversation with the seller where they may have one.
import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { addressOf, baseOf } from "@/components/shell/conversation-address";
import { getText } from "@/components/text/get-text";
import { buttonClass } from "@/components/ui/button";
import { InfoIcon } from "@/components/ui/drawn-icons";
import { EmptyState } from "@/components/ui/empty-state";
import type { Actor } from "@/lib/contract/actor";
import { isAppError } from "@/lib/contract/errors";
import { findParties } from "@/lib/domain/conversation/find-parties";
import { listConversations } from "@/lib/domain/conversation/list-conversations";
import { type EntranceSearch, readEntrance } from "@/lib/server/auth/entrance";
import { readInvited } from "@/lib/server/auth/invitations";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getText("account");
  return { title: t("invitation") };
}

type Shown = { title: string; text: string; action: { label: string; href: string } };

export default async function InvitationPage({ searchParams }: { searchParams: EntranceSearch }) {
  const { token: given } = await searchParams;
  const token = (Array.isArray(given) ? given[0] : given) ?? "";
  const { actor } = await readEntrance(Promise.resolve({ invitation: token }));
  if (!actor) redirect(`/sign-up?${new URLSearchParams({ invitation: token })}`);
  const { title, text, action } = await shownTo(actor, token);
  return (
    <main>
      <EmptyState
        heading="h1"
        className="py-[18dvh]"
        icon={<InfoIcon />}
        title={title}
        text={text}
        action={
          <Link href={action.href} className={buttonClass("plain")}>
            {action.label}
          </Link>
        }
      />
    </main>
  );
}

/** Redirects where there is, or may be, a conversation. */
async function shownTo(actor: Actor, token: string): Promise<Shown> {
  const [t, invited] = await Promise.all([getText("account"), readInvited(token)]);
  const onOffer = { label: t("seeOffers"), href: "/" };
  if (invited.status !== "open") {
    const isBad = invited.status === "bad";
    const title = t(isBad ? "invitationBadTitle" : "invitationGoneTitle");
    return { title, text: t(isBad ? "invitationBadHaving" : "invitationGoneHaving"), action: onOffer };
  }
  const { id: sellerId, name } = invited.seller;
  if (sellerId === actor.userId)
    return {
      title: t("ownInvitationTitle"),
      text: t("ownInvitationText"),
      action: { label: t("toCustomers"), href: `${baseOf("seller")}?tab=customers` },
    };
  if (actor.role !== "ADMIN") {
    const { items } = (await listConversations(actor, { sellerId, side: "customer", limit: 1 })).data;
    if (items[0]) redirect(addressOf(items[0], actor.userId));
    if (await mayWriteTo(actor, sellerId))
      redirect(`${baseOf("customer")}?${new URLSearchParams({ invitation: token })}`);
  }
  return { title: t("hasAccountTitle"), text: t("hasAccountText", { name }), action: onOffer };
}

async function mayWriteTo(actor: Actor, sellerId: string): Promise<boolean> {
  try {
    return (await findParties(actor, { sellerId })).refusal === null;
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return false;
    throw error;
  }
}
