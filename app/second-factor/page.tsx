// Where an admin without a second factor sets one up. It stands outside of the signed-in part, which they may not enter.
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SecondFactorFirst } from "@/components/account/second-factor-first";
import { getText } from "@/components/text/get-text";
import { ProvideText } from "@/components/text/provide-text";
import type { EntranceSearch } from "@/lib/server/auth/entrance";
import { pageActor, pageAdminToBe } from "@/lib/server/auth/page-actor";
import { returnPath, startPath } from "@/lib/server/auth/return-path";
import { use } from "@/lib/server/slot";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getText("security");
  return { title: t("secondFactor") };
}

export default async function SecondFactorPage({ searchParams }: { searchParams: EntranceSearch }) {
  const { callbackUrl } = await searchParams;
  const wanted = Array.isArray(callbackUrl) ? callbackUrl[0] : callbackUrl;
  const returnTo = returnPath(wanted, use("config").publicUrl, startPath);
  const admin = await pageAdminToBe();
  if (!admin) redirect((await pageActor()) ? returnTo : "/sign-in");
  const t = await getText("security");
  return (
    <ProvideText areas={["account", "security"]}>
      <main className="mx-auto grid w-full max-w-xl content-start gap-6 px-4 py-8 sm:py-[8dvh]">
        <section className="grid gap-6 rounded-2xl border border-line bg-surface p-5 shadow-sm sm:p-8">
          <div className="grid gap-2">
            <h1 className="font-semibold text-2xl tracking-tight">{t("secondFactor")}</h1>
            <p className="text-pretty text-ink-muted">{t("secondFactorRequired")}</p>
          </div>
          <SecondFactorFirst userId={admin.userId} returnTo={returnTo} />
        </section>
      </main>
    </ProvideText>
  );
}
