"use client";
// What a seller wants to know beside the thread: the thing, the person, and one's own notes about both.
import { X } from "lucide-react";
import { useText } from "@/components/text/text-provider";
import { IconButton } from "@/components/ui/icon-button";
import { useConversation, useQuery } from "@/lib/client/hooks";
import type { Conversation } from "@/lib/contract/entities";
import { isStaffIn } from "../../chat/header/other-person";
import { DetailsSkeleton } from "../details-skeleton";
import { CustomerCard } from "./customer-card";
import { Notes } from "./notes";
import { Organise } from "./organise";
import { SubjectCard } from "./subject-card";

type Props = { conversationId: string; onClose(): void };

export default function DetailsPane({ conversationId, onClose }: Props) {
  const t = useText("inbox");
  const conversation = useConversation(conversationId);
  return (
    <>
      <div className="flex min-h-14 items-center gap-2 border-line border-b px-4 xl:hidden">
        <h2 className="min-w-0 flex-1 truncate font-semibold">{t("details")}</h2>
        <IconButton label={t("closeDetails")} icon={<X />} onClick={onClose} />
      </div>
      {conversation && <Details key={conversationId} conversation={conversation} />}
    </>
  );
}

/** Nothing is shown before all is there that could push something else down. */
function Details({ conversation }: { conversation: Conversation }) {
  const { customer, subject } = conversation;
  // An admin is nobody's customer, so the server has no card of theirs.
  const isStaff = isStaffIn(conversation, customer.id);
  const about = useQuery("customer:get", isStaff ? null : { customerId: customer.id });
  const listingId = subject.kind === "listing" ? subject.id : null;
  const listing = useQuery("listing:get", listingId === null ? null : { listingId });
  const isListingThere = listingId === null || listing.data !== undefined || listing.error !== undefined;
  const isCustomerThere = isStaff || about.data !== undefined || about.error !== undefined;
  return (
    <div className="grid min-h-0 flex-1 content-start overflow-y-auto overscroll-contain">
      {isListingThere && isCustomerThere ? (
        <>
          <SubjectCard subject={subject} listing={listing} deals={about.data?.deals ?? null} />
          <CustomerCard conversation={conversation} about={about} />
          <Organise conversation={conversation} />
          <Notes conversationId={conversation.id} />
        </>
      ) : (
        <DetailsSkeleton />
      )}
    </div>
  );
}
