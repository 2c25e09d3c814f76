"use client";
import { type ComponentProps, useId, useState } from "react";
import { useText } from "@/components/text/text-provider";
import { TextField } from "@/components/ui/text-field";

type Props = Omit<ComponentProps<typeof TextField>, "label" | "type" | "action"> & { label?: string };

/** Can be shown while typing, which long passwords and small keyboards need. */
export function PasswordField({ label, ...props }: Props) {
  const t = useText("account");
  const [isShown, setShown] = useState(false);
  const id = useId();
  return (
    <TextField
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      {...props}
      id={id}
      label={label ?? t("password")}
      type={isShown ? "text" : "password"}
      action={
        <button
          type="button"
          aria-controls={id}
          onClick={() => setShown(!isShown)}
          className="absolute inset-y-1 end-1 min-w-16 cursor-pointer rounded-md px-2 text-accent text-sm hover:bg-accent-soft"
        >
          {t(isShown ? "hidePassword" : "showPassword")}
        </button>
      }
    />
  );
}
