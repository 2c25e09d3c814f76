import type { Metadata } from "next";
import Link from "next/link";
import { getText } from "@/components/text/get-text";
import { buttonClass } from "@/components/ui/button";
import { NothingFoundIcon } from "@/components/ui/drawn-icons";
import { EmptyState } from "@/components/ui/empty-state";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getText("shell");
  return { title: t("notFoundTitle") };
}

export default async function NotFoundPage() {
  const t = await getText("shell");
  return (
    <main>
      <EmptyState
        heading="h1"
        className="py-[18dvh]"
        icon={<NothingFoundIcon />}
        title={t("notFoundTitle")}
        text={t("notFoundText")}
        action={
          <Link href="/" className={buttonClass("plain")}>
            {t("toListings")}
          </Link>
        }
      />
    </main>
  );
}
