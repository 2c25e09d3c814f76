import { inboxMetadata, sellerSide } from "@/app/_inbox/inbox-page";
import { InboxShell } from "@/app/_inbox/inbox-shell";

export const generateMetadata = () => inboxMetadata(sellerSide);

export default function MessagesShellPage() {
  return <InboxShell side={sellerSide} />;
}
