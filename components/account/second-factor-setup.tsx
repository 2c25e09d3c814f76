"use client";
// Setting up an authenticator app, step by step. It needs no client engine: an admin without a second factor has none.
import { type FormEvent, useId, useState } from "react";
import { useText } from "@/components/text/text-provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { lazyPart } from "@/components/ui/lazy-part";
import { callAs, type Problem } from "@/lib/client/account";
import { CodeField } from "./code-field";
import { CopyButton } from "./copy-button";
import { useFieldTexts, useProblemText } from "./use-problem-text";

const QrCode = lazyPart<{ text: string; label: string }>(() => import("./qr-code"));

type Begun = { secret: string; uri: string; recoveryCodes: string[] };
type Props = { userId: string; onDone(): void };

export function SecondFactorSetup({ userId, onDone }: Props) {
  const t = useText("security");
  const problemText = useProblemText();
  const [begun, setBegun] = useState<Begun | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function begin() {
    setBusy(true);
    setProblem(null);
    const answer = await callAs(userId, "totp:create");
    setBusy(false);
    if ("data" in answer) return setBegun(answer.data);
    // It is on already: another window was faster.
    if (answer.problem.code === "conflict") return onDone();
    setProblem(answer.problem);
  }

  const startOver = () => setBegun(null);
  if (begun) return <Steps begun={begun} userId={userId} onDone={onDone} onStartOver={startOver} />;
  return (
    <div className="grid justify-items-start gap-4">
      <Alert text={problemText(problem)} />
      <Button isBusy={isBusy} onClick={begin}>
        {t("setUp")}
      </Button>
    </div>
  );
}

type StepsProps = Props & { begun: Begun; onStartOver(): void };

function Steps({ begun, userId, onDone, onStartOver }: StepsProps) {
  const t = useText("security");
  const problemText = useProblemText();
  const fieldTexts = useFieldTexts();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const { secret, uri, recoveryCodes } = begun;

  async function enable(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    setBusy(true);
    setProblem(null);
    const code = String(new FormData(form).get("code") ?? "");
    const answer = await callAs(userId, "totp:enable", { code });
    setBusy(false);
    if ("data" in answer) return onDone();
    setProblem(answer.problem);
    form.querySelector("input")?.select();
  }

  const fields = fieldTexts(problem?.fields ?? {});
  /** Another window has begun anew, so that this secret is worth nothing. */
  const isOutdated = problem?.code === "conflict";
  return (
    <ol className="grid gap-6">
      <Step number={1} title={t("scan")}>
        <p className="text-ink-muted text-sm">{t("scanHint")}</p>
        <div className="size-48">
          <QrCode text={uri} label={t("qrCode")} isInPlace />
        </div>
        <p className="text-ink-muted text-sm">{t("typeSecret")}</p>
        <p className="flex flex-wrap items-center gap-2">
          <code dir="ltr" className="break-all rounded-md bg-raised px-2 py-1 font-mono text-sm">
            {secret.replace(/.{4}(?=.)/g, "$& ")}
          </code>
          <CopyButton text={secret} label={t("copySecret")} done={t("copied")} />
        </p>
      </Step>
      <Step number={2} title={t("keepCodes")}>
        <p className="text-ink-muted text-sm">{t("keepCodesHint")}</p>
        <ul
          dir="ltr"
          aria-label={t("recoveryCodes")}
          className="grid grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] gap-x-4 gap-y-1 rounded-lg bg-raised px-3 py-2 font-mono text-sm"
        >
          {recoveryCodes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <div>
          <CopyButton text={recoveryCodes.join("\n")} label={t("copyCodes")} done={t("copied")} />
        </div>
      </Step>
      <Step number={3} title={t("enterCode")}>
        <form method="post" onSubmit={enable} className="grid max-w-sm gap-4">
          <Alert text={isOutdated ? t("setUpElsewhere") : fields.code ? null : problemText(problem)} />
          <CodeField problem={fields.code ?? null} />
          <div className="flex flex-wrap gap-2">
            <Button type="submit" isBusy={isBusy}>
              {t("switchOn")}
            </Button>
            <Button look="plain" onClick={onStartOver}>
              {t("cancel")}
            </Button>
          </div>
        </form>
      </Step>
    </ol>
  );
}

function Step({ number, title, children }: { number: number; title: string; children: React.ReactNode }) {
  const id = useId();
  return (
    <li aria-labelledby={id} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
      <span
        aria-hidden
        className="grid size-6 place-items-center rounded-full bg-accent-soft font-semibold text-accent text-xs"
      >
        {number}
      </span>
      <div className="grid min-w-0 content-start gap-3">
        <h3 id={id} className="font-medium">
          {title}
        </h3>
        {children}
      </div>
    </li>
  );
}
