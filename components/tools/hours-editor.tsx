"use client";
import { Plus, X } from "lucide-react";
import { useMemo } from "react";
import { useLocale, useText } from "@/components/text/text-provider";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { limits } from "@/lib/contract/limits";
import {
  type Hours,
  type HoursProblem,
  hoursProblems,
  nextHours,
  shownEnd,
  storedEnd,
  workdays,
} from "./hours";

type Props = { hours: readonly Hours[]; onChange(hours: Hours[]): void };

/** Weeks begin on Saturday where Arabic is read, and on Monday elsewhere. */
const weekStart = { ar: 6, en: 1 };
/** A Sunday, from which the names of the days are counted. */
const sundayMs = Date.UTC(2026, 0, 4, 12);
const dayMs = 86_400_000;

function useDays() {
  const { locale } = useLocale();
  return useMemo(() => {
    const { format } = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
    return Array.from({ length: 7 }, (_, index) => {
      const day = (weekStart[locale] + index) % 7;
      return { day, name: format(sundayMs + day * dayMs) };
    });
  }, [locale]);
}

export function HoursEditor({ hours, onChange }: Props) {
  const t = useText("tools");
  const days = useDays();
  const problems = hoursProblems(hours);
  const isFull = hours.length >= limits.awayHours;
  const change = (index: number, next: Partial<Hours>) =>
    onChange(hours.map((each, at) => (at === index ? { ...each, ...next } : each)));
  return (
    <fieldset className="grid gap-3">
      <legend className="font-medium text-sm">{t("hours")}</legend>
      <p className="text-ink-muted text-sm">{t("hoursHint")}</p>
      <div className="divide-y divide-line rounded-xl border border-line bg-surface">
        {days.map(({ day, name }) => (
          <div
            key={day}
            className="grid grid-cols-[6.5rem_minmax(0,1fr)_auto] items-start gap-2 px-3 py-1.5 max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:px-4"
          >
            <span className="grid min-h-9 items-center text-sm max-sm:min-h-0">{name}</span>
            <div className="grid gap-1.5 max-sm:col-span-2 max-sm:row-start-2">
              {hours.every((each) => each.day !== day) && (
                <span className="grid min-h-9 items-center text-ink-muted text-sm max-sm:min-h-7">
                  {t("away")}
                </span>
              )}
              {hours.map((each, index) =>
                each.day === day ? (
                  <Range
                    // biome-ignore lint/suspicious/noArrayIndexKey: they have nothing else of their own, and none is moved.
                    key={index}
                    hours={each}
                    dayName={name}
                    problem={problems[index] ?? null}
                    onChange={(next) => change(index, next)}
                    onRemove={() => onChange(hours.filter((_, at) => at !== index))}
                  />
                ) : null,
              )}
            </div>
            <IconButton
              label={t("addHoursOn", { day: name })}
              icon={<Plus />}
              disabled={isFull || hours.some((each) => each.day === day && each.to === "24:00")}
              onClick={() => onChange([...hours, nextHours(hours, day)])}
              className="max-sm:col-start-2 max-sm:row-start-1"
            />
          </div>
        ))}
      </div>
      {hours.length === 0 && (
        <div className="flex flex-wrap items-center gap-3">
          <p className="text-ink-muted text-sm">{t("alwaysAway")}</p>
          <Button look="plain" size="small" onClick={() => onChange([...workdays])}>
            {t("workdays")}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

type RangeProps = {
  hours: Hours;
  dayName: string;
  problem: HoursProblem | null;
  onChange(change: Partial<Hours>): void;
  onRemove(): void;
};

function Range({ hours: { from, to }, dayName, problem, onChange, onRemove }: RangeProps) {
  const t = useText("tools");
  const look = `min-h-9 min-w-0 rounded-lg border bg-surface px-2 text-base tabular-nums max-sm:flex-1 max-sm:[&::-webkit-calendar-picker-indicator]:hidden sm:text-sm ${problem ? "border-danger" : "border-line-strong"} pointer-coarse:min-h-11`;
  return (
    <div>
      <div className="flex items-center gap-1.5">
        <input
          type="time"
          required
          aria-label={t("fromOn", { day: dayName })}
          aria-invalid={problem !== null || undefined}
          value={from}
          onChange={(event) => onChange({ from: event.target.value })}
          className={look}
        />
        <span aria-hidden className="text-ink-muted">
          –
        </span>
        <input
          type="time"
          required
          aria-label={t("toOn", { day: dayName })}
          aria-invalid={problem !== null || undefined}
          value={shownEnd(to)}
          onChange={(event) => onChange({ to: storedEnd(event.target.value) })}
          className={look}
        />
        <IconButton
          label={t("removeHoursOn", { day: dayName, from, to: shownEnd(to) })}
          icon={<X />}
          size="small"
          hasTooltip={false}
          onClick={onRemove}
        />
      </div>
      {problem && (
        <p className="pt-1 text-danger text-sm">{t(problem === "order" ? "hoursProblem" : "hoursOverlap")}</p>
      )}
    </div>
  );
}
