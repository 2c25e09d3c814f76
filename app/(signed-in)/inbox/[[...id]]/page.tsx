import { buyerSide, InboxPage, type InboxPageProps, inboxMetadata } from "@/app/_inbox/inbox-page";

export const generateMetadata = () => inboxMetadata(buyerSide);

export default function Page(props: InboxPageProps) {
  return <InboxPage {...props} side={buyerSide} />;
}
