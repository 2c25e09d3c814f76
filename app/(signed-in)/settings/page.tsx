import type { Metadata } from "next";
import { cookies } from "next/headers";
import { Appearance } from "@/components/settings/appearance";
import { Devices } from "@/components/settings/devices";
import { Notices } from "@/components/settings/notices";
import { Profile } from "@/components/settings/profile";
import { Security } from "@/components/settings/security";
import { SellerTools } from "@/components/settings/seller-tools";
import { StartSelling } from "@/components/settings/start-selling";
import { readTheme, themeCookie } from "@/components/shell/theme";
import { getText } from "@/components/text/get-text";
import { ProvideText } from "@/components/text/provide-text";
import { limits } from "@/lib/contract/limits";
import { getMe } from "@/lib/domain/account/get-me";
import { listSessions } from "@/lib/domain/session/list-sessions";
import { getTotp } from "@/lib/domain/totp/get-totp";
import { requireActor } from "@/lib/server/auth/require-actor";
import { use } from "@/lib/server/slot";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getText("settings");
  return { title: t("title") };
}

export default async function SettingsPage() {
  const actor = await requireActor();
  const [t, me, sessions, totp, jar] = await Promise.all([
    getText("settings"),
    getMe(actor),
    listSessions(actor, { limit: limits.sessionsPerUser }),
    getTotp(actor),
    cookies(),
  ]);
  const isRequired = actor.role === "ADMIN" && !use("config").isDemo;
  // A changed password ends sessions: the list begins anew with those that are left.
  const deviceKey = sessions.data.items.map(({ id }) => id).join();
  return (
    <ProvideText areas={["settings", "account", "security"]}>
      <main className="mx-auto w-full max-w-4xl px-4 pt-6 pb-12 sm:px-6 sm:pt-8">
        <h1 className="mb-6 font-semibold text-2xl tracking-tight">{t("title")}</h1>
        <Profile user={me.data.user} />
        {actor.role === "SELLER" && <SellerTools />}
        {actor.role === "CUSTOMER" && <StartSelling />}
        <Security user={me.data.user} state={totp.data} isRequired={isRequired} />
        <Devices key={deviceKey} sessions={sessions.data.items} />
        <Notices />
        <Appearance theme={readTheme(jar.get(themeCookie)?.value)} />
      </main>
    </ProvideText>
  );
}
