import Link from "next/link";
import { getText } from "@/components/text/get-text";
import { ProvideText } from "@/components/text/provide-text";
import type { Listing } from "@/lib/contract/entities";
import type { Initial } from "@/lib/contract/initial";
import { baseOf } from "../shell/conversation-address";
import { buttonClass } from "../ui/button";
import { AskSeller } from "./ask-seller";
import { ChatIcon, PencilIcon } from "./icons";

/** Who looks at a listing, as far as talking about it goes. */
export type Asker = { kind: "guest" } | { kind: "owner" } | { kind: "customer"; initial: Initial };

export async function ChatEntry({ listing, asker }: { listing: Listing; asker: Asker }) {
  const t = await getText("listing");
  const { id, kind, title, priceMinor, currency, photos, seller } = listing;
  const topic = { id, kind, title, priceMinor, currency, photoUrl: photos[0] ?? null };
  switch (asker.kind) {
    case "guest":
      return <AskSeller topic={topic} seller={seller} initial={null} />;
    case "owner":
      return (
        <div className="grid gap-2 sm:grid-cols-2 lg:grid-cols-1">
          <Link
            href={`${baseOf("seller")}?listing=${id}`}
            prefetch={false}
            className={buttonClass("primary", "large")}
          >
            <ChatIcon className="size-5" />
            {t("conversationsAbout")}
          </Link>
          <Link href={`/dashboard/listings/${id}`} prefetch={false} className={buttonClass("plain", "large")}>
            <PencilIcon className="size-4" />
            {t("edit")}
          </Link>
        </div>
      );
    case "customer":
      return (
        <ProvideText areas={["chat"]}>
          <AskSeller topic={topic} seller={seller} initial={asker.initial} />
        </ProvideText>
      );
  }
}
