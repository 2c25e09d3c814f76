"use client";
// In place of everything, when even the frame of the page could not be made: it stands on nothing but itself.
import { useEffect } from "react";
import { reloadIfCodeIsMissing } from "@/components/shell/reload-once";
import "./globals.css";

const words = {
  en: {
    title: "Parley could not be shown",
    text: "Your messages are safe. Please try again.",
    again: "Try again",
  },
  ar: { title: "تعذّر عرض Parley", text: "رسائلك في أمان. يرجى المحاولة من جديد.", again: "حاول من جديد" },
};

export default function GlobalError({ error, reset }: { error: Error; reset(): void }) {
  useEffect(() => reloadIfCodeIsMissing(error), [error]);
  const isArabic = typeof document !== "undefined" && document.cookie.includes("parley-locale=ar");
  const { title, text, again } = words[isArabic ? "ar" : "en"];
  return (
    <html lang={isArabic ? "ar" : "en"} dir={isArabic ? "rtl" : "ltr"}>
      <body className="antialiased">
        <title>{title}</title>
        <main
          role="alert"
          className="grid min-h-dvh content-center justify-items-center gap-3 px-6 text-center"
        >
          <h1 className="font-semibold text-xl">{title}</h1>
          <p className="text-ink-muted">{text}</p>
          <button
            type="button"
            onClick={reset}
            className="min-h-11 cursor-pointer rounded-lg bg-accent px-4 font-medium text-on-accent hover:bg-accent-hover"
          >
            {again}
          </button>
        </main>
      </body>
    </html>
  );
}
