import { ChevronRight, Inbox, ShieldCheck, Store } from "lucide-react";
import Link from "next/link";
import { baseOf } from "@/components/shell/conversation-address";
import { getText } from "@/components/text/get-text";

/** Only what there is: a link to each thing that an admin can do today. */
export async function Abilities({ hasSecondFactor }: { hasSecondFactor: boolean }) {
  const t = await getText("admin");
  const links = [
    { href: baseOf(null), icon: <Inbox aria-hidden />, title: t("inbox"), text: t("inboxText") },
    { href: "/", icon: <Store aria-hidden />, title: t("listings"), text: t("listingsText") },
    {
      href: "/settings",
      icon: <ShieldCheck aria-hidden />,
      title: t("security"),
      text: t(hasSecondFactor ? "securityOn" : "securityOff"),
    },
  ];
  return (
    <section aria-labelledby="abilities" className="grid gap-3">
      <h2 id="abilities" className="font-semibold">
        {t("abilities")}
      </h2>
      <ul className="divide-y divide-line rounded-xl border border-line bg-surface">
        {links.map(({ href, icon, title, text }) => (
          <li key={href}>
            <Link
              href={href}
              className="flex min-h-14 items-center gap-3 px-3 py-2.5 hover:bg-raised [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-muted"
            >
              {icon}
              <span className="grid flex-1">
                <span className="font-medium text-sm">{title}</span>
                <span className="text-pretty text-ink-muted text-sm">{text}</span>
              </span>
              <ChevronRight aria-hidden className="rtl:rotate-180" />
            </Link>
          </li>
        ))}
      </ul>
      <p className="text-pretty text-ink-muted text-sm">{t("notYet")}</p>
    </section>
  );
}
