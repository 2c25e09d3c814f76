import { InboxPage, type InboxPageProps, inboxMetadata } from "@/app/_inbox/inbox-page";

export const generateMetadata = () => inboxMetadata("seller");

export default function Page(props: InboxPageProps) {
  return <InboxPage {...props} side="seller" />;
}
