"use client";
import { useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useText } from "@/components/text/text-provider";
import { TextField } from "@/components/ui/text-field";
import { limits } from "@/lib/contract/limits";

type Props = {
  problem: string | null;
  /** A recovery code is taken as well, which a keyboard of digits cannot type. */
  mayRecover?: boolean;
  autoFocus?: boolean;
};

/** The code of a second factor: six digits from the app, or a recovery code. */
export function CodeField({ problem, mayRecover = false, autoFocus = false }: Props) {
  const t = useText("account");
  const [isRecovery, setRecovery] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  // It appears in the course of a form, so the focus comes along.
  useEffect(() => {
    if (autoFocus) input.current?.focus();
  }, [autoFocus]);
  const change = () => {
    flushSync(() => setRecovery(!isRecovery));
    input.current?.focus();
  };
  return (
    <div className="grid justify-items-start gap-2">
      <div className="w-full">
        <TextField
          key={isRecovery ? "recovery" : "app"}
          ref={input}
          label={t(isRecovery ? "recoveryCode" : "code")}
          name="code"
          inputMode={isRecovery ? "text" : "numeric"}
          autoComplete={isRecovery ? "off" : "one-time-code"}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          dir="ltr"
          required
          maxLength={limits.totpCodeChars}
          hint={t(isRecovery ? "recoveryCodeHint" : "codeHint")}
          problem={problem}
          className="font-mono tracking-widest"
        />
      </div>
      {mayRecover && (
        <button
          type="button"
          onClick={change}
          className="min-h-9 cursor-pointer rounded text-accent text-sm underline underline-offset-4 pointer-coarse:min-h-11"
        >
          {t(isRecovery ? "useApp" : "useRecovery")}
        </button>
      )}
    </div>
  );
}
