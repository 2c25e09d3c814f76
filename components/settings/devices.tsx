"use client";
import { Laptop, Smartphone, SquareTerminal } from "lucide-react";
import { useState } from "react";
import { useText } from "@/components/text/text-provider";
import { useErrorText } from "@/components/text/use-error-text";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import { useCall } from "@/lib/client/hooks";
import type { SessionInfo } from "@/lib/contract/entities";
import type { ErrorBody } from "@/lib/contract/envelope";
import { describeAgent } from "./describe-agent";
import { Section } from "./section";

type Ending = { kind: "one"; session: SessionInfo } | { kind: "others" };

const later = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
const maxTries = 5;

export function Devices({ sessions: given }: { sessions: SessionInfo[] }) {
  const t = useText("settings");
  const errorText = useErrorText();
  const call = useCall();
  const nameOf = useDeviceName();
  const [sessions, setSessions] = useState(given);
  const [ending, setEnding] = useState<Ending | null>(null);
  const others = sessions.filter(({ current }) => !current);

  /** One that has ended already is as good as ended. */
  async function end(sessionId: string): Promise<ErrorBody | null> {
    for (let tries = 1; ; tries++) {
      const answer = await call("session:revoke", { sessionId });
      const error = answer.ok || answer.error.code === "not_found" ? null : answer.error;
      if (!error) setSessions((all) => all.filter(({ id }) => id !== sessionId));
      if (error?.retryAfterMs === undefined || tries === maxTries) return error;
      await later(error.retryAfterMs);
    }
  }

  async function confirm() {
    const ids = ending?.kind === "one" ? [ending.session.id] : others.map(({ id }) => id);
    for (const id of ids) {
      const error = await end(id);
      if (error) return void toast.error(errorText(error));
    }
    toast.success(ending?.kind === "one" ? t("deviceEnded") : t("othersEnded", { count: ids.length }));
  }

  return (
    <Section title={t("devices")} hint={t("devicesHint")}>
      <ul className="divide-y divide-line rounded-xl border border-line bg-surface">
        {sessions.map((session) => (
          <Device key={session.id} session={session} onEnd={() => setEnding({ kind: "one", session })} />
        ))}
      </ul>
      {others.length > 0 ? (
        <div>
          <Button look="plain" onClick={() => setEnding({ kind: "others" })}>
            {t("endOthers")}
          </Button>
        </div>
      ) : (
        <p className="text-ink-muted text-sm">{t("onlyDevice")}</p>
      )}
      <AlertDialog
        isOpen={ending !== null}
        onClose={() => setEnding(null)}
        isDangerous
        title={t(ending?.kind === "others" ? "endOthersTitle" : "endTitle")}
        description={
          ending?.kind === "one"
            ? t("endText", { device: nameOf(ending.session) })
            : t("endOthersText", { count: others.length })
        }
        confirm={t(ending?.kind === "others" ? "endOthers" : "end")}
        onConfirm={confirm}
      />
    </Section>
  );
}

function useDeviceName(): (session: SessionInfo) => string {
  const t = useText("settings");
  return ({ kind, userAgent }) => {
    const agent = describeAgent(userAgent);
    if (agent) return t("browserOn", agent);
    return t(kind === "TOKEN" ? "program" : "unknownDevice");
  };
}

function Device({ session, onEnd }: { session: SessionInfo; onEnd(): void }) {
  const t = useText("settings");
  const name = useDeviceName()(session);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 p-3">
      <span aria-hidden className="grid size-9 place-items-center rounded-lg bg-raised text-ink-muted">
        <DeviceIcon session={session} />
      </span>
      <div className="min-w-40 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-medium text-sm">
          {name}
          {session.current && <Badge tone="accent">{t("thisDevice")}</Badge>}
        </p>
        <p className="text-ink-muted text-xs">
          {t("lastUsed")} <Time at={session.lastUsedAt} form="relative" />
          {" · "}
          {t("signedInSince")} <Time at={session.createdAt} form="day" />
          {session.address && (
            <>
              {" · "}
              <bdi>{session.address}</bdi>
            </>
          )}
        </p>
      </div>
      {!session.current && (
        <Button look="plain" size="small" onClick={onEnd} aria-label={t("endNamed", { device: name })}>
          {t("end")}
        </Button>
      )}
    </li>
  );
}

function DeviceIcon({ session: { kind, userAgent } }: { session: SessionInfo }) {
  const system = describeAgent(userAgent)?.system;
  if (!system && kind === "TOKEN") return <SquareTerminal className="size-[1.125rem]" />;
  const isPhone = system === "iPhone" || system === "Android";
  return isPhone ? <Smartphone className="size-[1.125rem]" /> : <Laptop className="size-[1.125rem]" />;
}
