// The frame of the seller's tools: who may use them, and the way between them.
import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { baseOf } from "@/components/shell/conversation-address";
import { getText } from "@/components/text/get-text";
import { ProvideText } from "@/components/text/provide-text";
import { cx } from "@/components/ui/cx";
import type { Actor } from "@/lib/contract/actor";
import { pageActor } from "@/lib/server/auth/page-actor";

const tools = ["quick-replies", "away-message"] as const;
export type Tool = (typeof tools)[number];
const titles = { "quick-replies": "quickReplies", "away-message": "awayMessage" } as const;
const hrefOf = (tool: Tool) => `/dashboard/settings/${tool}`;

export async function toolMetadata(tool: Tool) {
  return { title: (await getText("tools"))(titles[tool]) };
}

/** Whoever is no seller has no such tools. */
export async function requireSeller(tool: Tool): Promise<Actor> {
  const actor = await pageActor();
  if (!actor) redirect(`/sign-in?${new URLSearchParams({ callbackUrl: hrefOf(tool) })}`);
  if (actor.role !== "SELLER") redirect("/settings");
  return actor;
}

export async function ToolsPage({ tool, children }: { tool: Tool; children: ReactNode }) {
  const t = await getText("tools");
  return (
    <main className="mx-auto grid w-full max-w-3xl content-start gap-5 px-4 py-6 sm:px-6 sm:py-8">
      <Link
        href={baseOf("seller")}
        className="-ms-1 flex items-center gap-1 justify-self-start rounded text-ink-muted text-sm hover:text-ink"
      >
        <ChevronLeft aria-hidden className="size-4 rtl:-scale-x-100" />
        {t("backToMessages")}
      </Link>
      <h1 className="font-semibold text-2xl tracking-tight">{t(titles[tool])}</h1>
      <nav aria-label={t("tools")} className="flex gap-1 border-line border-b">
        {tools.map((each) => (
          <Link
            key={each}
            href={hrefOf(each)}
            aria-current={each === tool ? "page" : undefined}
            className={cx(
              "-mb-px grid min-h-10 items-center border-b-2 px-3 font-medium text-sm",
              each === tool ? "border-accent text-ink" : "border-transparent text-ink-muted hover:text-ink",
            )}
          >
            {t(titles[each])}
          </Link>
        ))}
      </nav>
      <ProvideText areas={["tools"]}>{children}</ProvideText>
    </main>
  );
}
