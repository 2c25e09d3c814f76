"use client";
import { useState } from "react";
import { useText } from "@/components/text/text-provider";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { Switch } from "@/components/ui/switch";
import { toastKey } from "@/components/ui/toast-key";
import { keys, singleKeys } from "./keys";

type Props = { isOpen: boolean; onClose(): void };

export default function HelpDialog({ isOpen, onClose }: Props) {
  const t = useText("inbox");
  const [areOn, setOn] = useState(singleKeys.areOn);
  const rows: [what: string, keys: string[]][] = [
    [t("keyMove"), ["↓", "↑", keys.down, keys.up]],
    [t("keyOpen"), ["Enter"]],
    [t("keyWrite"), [keys.write]],
    [t("keyBack"), ["Esc"]],
    [t("search"), [keys.search]],
    [t("archive"), [keys.archive]],
    [t("markRead"), [keys.markRead]],
    [t("keyPin"), [keys.pin]],
    [t("keyMute"), [keys.mute]],
    [t("select"), [keys.select]],
    [t("keyExtend"), ["Shift", "↓", "↑"]],
    [t("palette"), ["Ctrl", "K"]],
    [t("keyNotice"), [toastKey]],
    [t("help"), [keys.help]],
  ];
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("help")} width="small">
      <dl className="grid gap-1.5 text-sm">
        {rows.map(([what, pressed]) => (
          <div key={what} className="flex items-center justify-between gap-4">
            <dt>{what}</dt>
            <dd className="flex gap-1" dir="ltr">
              {pressed.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <div className="mt-5 border-line border-t pt-4">
        <Switch
          label={t("singleKeys")}
          hint={t("singleKeysHint")}
          checked={areOn}
          onChange={(on) => {
            singleKeys.set(on);
            setOn(on);
          }}
        />
      </div>
    </Dialog>
  );
}
