import { ChevronRight, Clock, Zap } from "lucide-react";
import Link from "next/link";
import { getText } from "@/components/text/get-text";
import { Section } from "./section";

/** The way to what only sellers have. */
export async function SellerTools() {
  const [t, tools] = await Promise.all([getText("settings"), getText("tools")]);
  const links = [
    { href: "/dashboard/settings/quick-replies", label: tools("quickReplies"), icon: <Zap aria-hidden /> },
    { href: "/dashboard/settings/away-message", label: tools("awayMessage"), icon: <Clock aria-hidden /> },
  ];
  return (
    <Section title={t("sellerTools")} hint={t("sellerToolsHint")}>
      <ul className="divide-y divide-line rounded-xl border border-line bg-surface">
        {links.map(({ href, label, icon }) => (
          <li key={href}>
            <Link
              href={href}
              className="flex min-h-12 items-center gap-3 px-3 font-medium text-sm hover:bg-raised [&_svg]:size-4 [&_svg]:text-ink-muted"
            >
              {icon}
              <span className="flex-1">{label}</span>
              <ChevronRight aria-hidden className="rtl:rotate-180" />
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
