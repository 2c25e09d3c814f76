import { ChevronRight, Tag } from "lucide-react";
import Link from "next/link";
import { getText } from "@/components/text/get-text";
import { Section } from "./section";

/** For customers: the way to a first listing. */
export async function StartSelling() {
  const t = await getText("settings");
  return (
    <Section title={t("selling")} hint={t("sellingHint")}>
      <Link
        href="/dashboard/listings/new"
        className="flex min-h-12 items-center gap-3 rounded-xl border border-line bg-surface px-3 font-medium text-sm hover:bg-raised [&_svg]:size-4 [&_svg]:text-ink-muted"
      >
        <Tag aria-hidden />
        <span className="flex-1">{t("sellSomething")}</span>
        <ChevronRight aria-hidden className="rtl:rotate-180" />
      </Link>
    </Section>
  );
}
