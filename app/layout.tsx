import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { Header } from "@/components/shell/header";
import { Hosts } from "@/components/shell/hosts";
import { OfflineNotice } from "@/components/shell/offline-notice";
import { nothingUnread } from "@/components/shell/page-store";
import { pagesAhead } from "@/components/shell/pages-ahead";
import { ServiceWorker } from "@/components/shell/service-worker";
import { pageColours, readTheme, themeCookie } from "@/components/shell/theme";
import { TrustedTypes } from "@/components/shell/trusted-types";
import { getReader, getText, getWords } from "@/components/text/get-text";
import { locales } from "@/components/text/locale";
import { TextProvider } from "@/components/text/text-provider";
import { getMe } from "@/lib/domain/account/get-me";
import { getUnread } from "@/lib/domain/account/get-unread";
import { pageActor } from "@/lib/server/auth/page-actor";
import "./globals.css";

const currentTheme = async () => readTheme((await cookies()).get(themeCookie)?.value);

export async function generateMetadata(): Promise<Metadata> {
  const t = await getText("account");
  return { title: { default: "Parley", template: "%s · Parley" }, description: t("tagline") };
}

export async function generateViewport(): Promise<Viewport> {
  const theme = await currentTheme();
  const system = (["light", "dark"] as const).map((name) => ({
    media: `(prefers-color-scheme: ${name})`,
    color: pageColours[name],
  }));
  return {
    colorScheme: theme === "system" ? "light dark" : theme,
    themeColor: theme === "system" ? system : pageColours[theme],
    // A phone's keyboard takes its room from the page, so that the composer stays above it.
    interactiveWidget: "resizes-content",
  };
}

/** Who is signed in and how much they have not read, for the head of the page. */
async function currentUser() {
  const actor = await pageActor();
  if (!actor) return { user: null, unread: nothingUnread };
  const [me, unread] = await Promise.all([getMe(actor), getUnread(actor)]);
  const { id, name, email, role, avatarUrl } = me.data.user;
  return { user: { id, name, email, role, avatarUrl }, unread: unread.data };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [reader, theme, { user, unread }, t, words] = await Promise.all([
    getReader(),
    currentTheme(),
    currentUser(),
    getText("shell"),
    getWords(["common", "errors", "shell"]),
  ]);
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html
      lang={reader.locale}
      dir={locales[reader.locale].direction}
      data-theme={theme === "system" ? undefined : theme}
      className={GeistSans.variable}
    >
      <body className="min-h-dvh antialiased">
        <TrustedTypes nonce={nonce} />
        <TextProvider reader={reader} words={words}>
          <a
            href="#content"
            className="fixed start-2 top-2 z-60 -translate-y-16 rounded-lg bg-accent px-4 py-2.5 font-medium text-on-accent focus:translate-y-0"
          >
            {t("skip")}
          </a>
          <Header user={user} unread={unread} theme={theme} />
          <OfflineNotice />
          <div id="content" tabIndex={-1} className="outline-none">
            {children}
          </div>
          <Hosts />
          <ServiceWorker account={user?.id ?? null} ahead={user ? pagesAhead(user.role) : []} />
        </TextProvider>
      </body>
    </html>
  );
}
