import { InboxPage, type InboxPageProps, inboxMetadata } from "@/app/_inbox/inbox-page";

export const generateMetadata = () => inboxMetadata("customer");

export default function Page(props: InboxPageProps) {
  return <InboxPage {...props} side="customer" />;
}
