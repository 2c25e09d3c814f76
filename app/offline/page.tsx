import type { Metadata } from "next";
import { ReloadButton } from "@/components/shell/reload-button";
import { getText } from "@/components/text/get-text";
import { OfflineIcon } from "@/components/ui/drawn-icons";
import { EmptyState } from "@/components/ui/empty-state";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getText("shell");
  return { title: t("offlineTitle"), robots: { index: false } };
}

/** Shown by the service worker in place of a page that is not kept on this device. */
export default async function OfflinePage() {
  const t = await getText("shell");
  return (
    <main>
      <EmptyState
        heading="h1"
        className="py-[18dvh]"
        icon={<OfflineIcon />}
        title={t("offlineTitle")}
        text={t("offlineText")}
        action={<ReloadButton />}
      />
    </main>
  );
}
