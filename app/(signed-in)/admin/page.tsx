// Where admins begin: what waits for them, and what they can do today.
import type { Metadata } from "next";
import { Abilities } from "@/components/admin/abilities";
import { FlaggedList } from "@/components/admin/flagged-list";
import { getText } from "@/components/text/get-text";
import { listFlagged } from "@/lib/domain/conversation/list-flagged";
import { getTotp } from "@/lib/domain/totp/get-totp";
import { requireActor } from "@/lib/server/auth/require-actor";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getText("admin");
  return { title: t("title") };
}

export default async function AdminPage() {
  const actor = await requireActor("ADMIN");
  const [t, flagged, totp] = await Promise.all([getText("admin"), listFlagged(actor), getTotp(actor)]);
  return (
    <main className="mx-auto grid w-full max-w-4xl content-start gap-8 px-4 pt-6 pb-12 sm:px-6 sm:pt-8">
      <header className="grid gap-1">
        <h1 className="font-semibold text-2xl tracking-tight">{t("title")}</h1>
        <p className="text-pretty text-ink-muted">{t("intro")}</p>
      </header>
      <FlaggedList conversations={flagged} />
      <Abilities hasSecondFactor={totp.data.enabled} />
    </main>
  );
}
