import { InboxPage, type InboxPageProps, inboxMetadata, sellerSide } from "@/app/_inbox/inbox-page";

export const generateMetadata = () => inboxMetadata(sellerSide);

export default function Page(props: InboxPageProps) {
  return <InboxPage {...props} side={sellerSide} />;
}
