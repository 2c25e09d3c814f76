import { buyerSide, inboxMetadata } from "@/app/_inbox/inbox-page";
import { InboxShell } from "@/app/_inbox/inbox-shell";

export const generateMetadata = () => inboxMetadata(buyerSide);

export default function InboxShellPage() {
  return <InboxShell side={buyerSide} />;
}
