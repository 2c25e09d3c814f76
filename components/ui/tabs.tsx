"use client";
// Tabs as assistive technology knows them. Our own few lines: the inbox has them from its first paint on, and a
// library for them weighs as much as the list below.
import { createContext, type KeyboardEvent, type ReactNode, use, useId, useMemo } from "react";
import { useLocale } from "@/components/text/text-provider";
import { cx } from "./cx";

type Tab<Value extends string> = { value: Value; label: string; icon?: ReactNode; badge?: ReactNode };
type Props<Value extends string> = {
  /** What the tabs choose between, for assistive technology. */
  label: string;
  tabs: readonly Tab<Value>[];
  value: Value;
  onChange(value: Value): void;
  className?: string;
  /** `TabPanel`s. */
  children: ReactNode;
};

const ActiveContext = createContext({ id: "", value: "" });
const tabId = (id: string, value: string) => `${id}-tab-${value}`;
const panelId = (id: string, value: string) => `${id}-panel-${value}`;

export function Tabs<Value extends string>(props: Props<Value>) {
  const { label, tabs, value, onChange, className, children } = props;
  const { direction } = useLocale();
  const id = useId();
  const active = useMemo(() => ({ id, value }), [id, value]);

  /** The arrows choose at once, and go round. */
  const step = (event: KeyboardEvent<HTMLDivElement>) => {
    const at = tabs.findIndex((tab) => tab.value === value);
    const forward = direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const backward = direction === "rtl" ? "ArrowRight" : "ArrowLeft";
    const to = { [forward]: at + 1, [backward]: at - 1 + tabs.length, Home: 0, End: tabs.length - 1 }[
      event.key
    ];
    const next = to === undefined ? undefined : tabs[to % tabs.length];
    if (!next) return;
    event.preventDefault();
    onChange(next.value);
    document.getElementById(tabId(id, next.value))?.focus();
  };
  return (
    <ActiveContext value={active}>
      <div className={className}>
        <div
          role="tablist"
          aria-label={label}
          onKeyDown={step}
          className="flex gap-1 overflow-x-auto border-line border-b px-3"
        >
          {tabs.map((tab) => (
            <button
              key={tab.value}
              type="button"
              role="tab"
              id={tabId(id, tab.value)}
              aria-selected={tab.value === value}
              aria-controls={tab.value === value ? panelId(id, tab.value) : undefined}
              tabIndex={tab.value === value ? 0 : -1}
              onClick={() => onChange(tab.value)}
              className={cx(
                "-mb-px flex min-h-10 cursor-pointer items-center gap-2 whitespace-nowrap rounded-t-md border-b-2 px-2.5 font-medium text-sm -outline-offset-2 transition-colors duration-150 hover:text-ink pointer-coarse:min-h-11 [&_svg]:size-4",
                tab.value === value ? "border-accent text-ink" : "border-transparent text-ink-muted",
              )}
            >
              {tab.icon}
              {tab.label}
              {tab.badge}
            </button>
          ))}
        </div>
        {children}
      </div>
    </ActiveContext>
  );
}

type PanelProps = { value: string; className?: string; children: ReactNode };

/** What can be focused within takes the focus from the tab; the panel itself is no stop on the way. */
export function TabPanel({ value, className, children }: PanelProps) {
  const active = use(ActiveContext);
  if (active.value !== value) return null;
  return (
    <div
      role="tabpanel"
      id={panelId(active.id, value)}
      aria-labelledby={tabId(active.id, value)}
      tabIndex={-1}
      className={cx("outline-none", className)}
    >
      {children}
    </div>
  );
}
