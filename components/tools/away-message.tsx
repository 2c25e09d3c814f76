"use client";
import { useState } from "react";
import { useClock, useText } from "@/components/text/text-provider";
import { useErrorText } from "@/components/text/use-error-text";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { toast } from "@/components/ui/toast";
import { useCall } from "@/lib/client/hooks";
import { limits } from "@/lib/contract/limits";
import { type Hours, hoursProblems, isThere, sortHours } from "./hours";
import { HoursEditor } from "./hours-editor";

export type Away = { enabled: boolean; text: string; timezone: string; hours: Hours[] };
type Props = { initial: Away; zones: readonly string[] };

export function AwayMessage({ initial, zones }: Props) {
  const t = useText("tools");
  const [away, setAway] = useState(initial);
  const { textProblem, failure, isBusy, save } = useSaving(setAway);
  const change = (next: Partial<Away>) => setAway((now) => ({ ...now, ...next }));
  const offered = zones.includes(away.timezone) ? zones : [away.timezone, ...zones];
  return (
    <form
      noValidate
      className="grid gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        void save(away);
      }}
    >
      <Alert text={failure} />
      <Checkbox
        label={t("awayOn")}
        hint={t("awayHint")}
        checked={away.enabled}
        onChange={(event) => change({ enabled: event.target.checked })}
      />
      <TextArea
        label={t("awayText")}
        placeholder={t("awayTextPlaceholder")}
        rows={4}
        maxLength={limits.awayChars}
        problem={textProblem}
        value={away.text}
        onChange={(event) => change({ text: event.target.value })}
      />
      <HoursEditor hours={away.hours} onChange={(hours) => change({ hours })} />
      <Select
        label={t("timezone")}
        value={away.timezone}
        onChange={(event) => change({ timezone: event.target.value })}
        options={offered.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))}
      />
      <div className="flex flex-wrap items-center gap-4">
        <Button type="submit" isBusy={isBusy}>
          {t("save")}
        </Button>
        {away.enabled && <NowHint away={away} />}
      </div>
    </form>
  );
}

function NowHint({ away: { hours, timezone } }: { away: Away }) {
  const t = useText("tools");
  const state = useClock((nowMs) => (isThere(hours, timezone, new Date(nowMs)) ? "there" : "away"));
  return (
    <p role="status" className="text-ink-muted text-sm">
      {t(state === "there" ? "nowThere" : "nowAway")}
    </p>
  );
}

function useSaving(onSaved: (away: Away) => void) {
  const t = useText("tools");
  const errorText = useErrorText();
  const call = useCall();
  const [textProblem, setTextProblem] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function save(away: Away): Promise<void> {
    const isSilent = away.enabled && away.text.trim() === "";
    setTextProblem(isSilent ? t("awayTextProblem") : null);
    setFailure(null);
    if (isSilent || hoursProblems(away.hours).some(Boolean)) return;
    setBusy(true);
    const answer = await call("away-message:set", { ...away, hours: sortHours(away.hours) });
    setBusy(false);
    if (!answer.ok) return setFailure(errorText(answer.error));
    onSaved(answer.data.awayMessage);
    toast.success(t("awaySaved"));
  }
  return { textProblem, failure, isBusy, save };
}
