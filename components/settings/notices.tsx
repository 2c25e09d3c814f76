"use client";
import { useState, useSyncExternalStore } from "react";
import { playBlip } from "@/components/shell/blip";
import { changeDeviceSettings, useDeviceSettings } from "@/components/shell/device-settings";
import { askForNotifications, type NotificationState, notificationState } from "@/components/shell/notify";
import { useText } from "@/components/text/text-provider";
import { Button } from "@/components/ui/button";
import { Switch } from "@/components/ui/switch";
import { Section } from "./section";

const never = () => () => {};

export function Notices() {
  const t = useText("settings");
  const { sound, desktop } = useDeviceSettings();
  const state = useSyncExternalStore<NotificationState>(never, notificationState, () => "askable");
  const [asked, setAsked] = useState<NotificationState | null>(null);
  const current = asked ?? state;

  async function setDesktop(wanted: boolean) {
    const allowed = wanted ? await askForNotifications() : current;
    setAsked(allowed);
    changeDeviceSettings({ desktop: wanted && allowed === "allowed" });
  }

  const hints = { missing: t("desktopMissing"), blocked: t("desktopBlocked") };
  return (
    <Section title={t("notifications")} hint={t("notificationsHint")}>
      <Switch
        label={t("sound")}
        hint={t("soundHint")}
        checked={sound}
        onChange={(wanted) => changeDeviceSettings({ sound: wanted })}
      />
      <div className="-mt-2">
        <Button look="plain" size="small" onClick={playBlip}>
          {t("trySound")}
        </Button>
      </div>
      <Switch
        label={t("desktop")}
        hint={current === "missing" || current === "blocked" ? hints[current] : t("desktopHint")}
        checked={desktop && current === "allowed"}
        disabled={current === "missing"}
        onChange={setDesktop}
      />
    </Section>
  );
}
