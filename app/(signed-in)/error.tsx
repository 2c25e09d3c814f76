"use client";
// Its code comes with each of these pages, so it stands on as little as it can. Other pages have global-error.tsx.
import { useEffect } from "react";
import { reloadIfCodeIsMissing } from "@/components/shell/reload-once";
import { useText } from "@/components/text/text-provider";

type Props = { error: Error & { digest?: string }; reset(): void };

export default function ErrorPage({ error, reset }: Props) {
  const t = useText("shell");
  useEffect(() => reloadIfCodeIsMissing(error), [error]);
  return (
    <main role="alert" className="grid justify-items-center gap-2 px-6 py-[18dvh] text-center">
      <h1 className="font-semibold text-xl">{t("errorTitle")}</h1>
      <p className="text-ink-muted text-sm">{t("errorText")}</p>
      <p className="mt-3 flex flex-wrap items-center justify-center gap-4">
        <button
          type="button"
          onClick={reset}
          className="min-h-11 cursor-pointer rounded-lg bg-accent px-4 font-medium text-on-accent hover:bg-accent-hover"
        >
          {t("tryAgain")}
        </button>
        {/* A whole page load: whatever has gone wrong here is left behind. */}
        <a href="/" className="rounded p-2 font-medium text-accent underline underline-offset-4">
          {t("toListings")}
        </a>
      </p>
    </main>
  );
}
