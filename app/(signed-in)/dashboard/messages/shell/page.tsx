import { inboxMetadata } from "@/app/_inbox/inbox-page";
import { InboxShell } from "@/app/_inbox/inbox-shell";

export const generateMetadata = () => inboxMetadata("seller");

export default function MessagesShellPage() {
  return <InboxShell side="seller" />;
}
