"use client";
import { Monitor, Moon, Sun } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useId, useTransition } from "react";
import { isLocale, localeCookie, locales } from "@/components/text/locale";
import { useLocale, useText } from "@/components/text/text-provider";
import { keepCookie } from "./cookie";
import { refreshOfflinePage } from "./offline-pages";
import { readTheme, type Theme } from "./theme";
import { setTheme, useTheme } from "./use-theme";

type Option = { value: string; label: string; icon?: ReactNode; lang?: string };
type Props = { label: string; options: readonly Option[]; value: string; onChange(value: string): void };

/** A few ways of which one holds, side by side. */
function Segments({ label, options, value, onChange }: Props) {
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-1.5 text-ink-muted text-xs">{label}</legend>
      <div className="flex rounded-lg bg-raised p-0.5">
        {options.map((option) => (
          <label
            key={option.value}
            lang={option.lang}
            className="flex min-h-8 flex-1 cursor-pointer items-center justify-center gap-1.5 rounded-md px-2 text-ink-muted text-sm transition-colors duration-150 hover:text-ink has-checked:bg-accent-soft has-checked:font-medium has-checked:inset-ring has-checked:inset-ring-accent has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:min-h-10 [&_svg]:size-4"
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="sr-only"
            />
            {option.icon}
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function ThemeChoice({ theme }: { theme: Theme }) {
  const t = useText("shell");
  const options = [
    { value: "system", label: t("themeSystem"), icon: <Monitor aria-hidden /> },
    { value: "light", label: t("themeLight"), icon: <Sun aria-hidden /> },
    { value: "dark", label: t("themeDark"), icon: <Moon aria-hidden /> },
  ];
  return (
    <Segments
      label={t("theme")}
      options={options}
      value={useTheme(theme)}
      onChange={(value) => setTheme(readTheme(value))}
    />
  );
}

export function LanguageChoice() {
  const t = useText("shell");
  const { locale } = useLocale();
  const router = useRouter();
  const [, startChange] = useTransition();
  const choose = (value: string) => {
    if (!isLocale(value)) return;
    keepCookie(localeCookie, value);
    refreshOfflinePage();
    // The server renders the same page in the other language; what is open on it stays open.
    startChange(() => router.refresh());
  };
  const options = Object.entries(locales).map(([value, { name }]) => ({ value, label: name, lang: value }));
  return <Segments label={t("language")} options={options} value={locale} onChange={choose} />;
}
