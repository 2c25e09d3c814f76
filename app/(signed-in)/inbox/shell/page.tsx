import { inboxMetadata } from "@/app/_inbox/inbox-page";
import { InboxShell } from "@/app/_inbox/inbox-shell";

export const generateMetadata = () => inboxMetadata("customer");

export default function InboxShellPage() {
  return <InboxShell side="customer" />;
}
