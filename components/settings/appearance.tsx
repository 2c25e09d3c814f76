"use client";
import { LanguageChoice, ThemeChoice } from "@/components/shell/choices";
import type { Theme } from "@/components/shell/theme";
import { useText } from "@/components/text/text-provider";
import { Section } from "./section";

export function Appearance({ theme }: { theme: Theme }) {
  const t = useText("settings");
  return (
    <Section title={t("appearance")} hint={t("appearanceHint")}>
      <div className="grid max-w-md gap-4">
        <ThemeChoice theme={theme} />
        <LanguageChoice />
      </div>
    </Section>
  );
}
