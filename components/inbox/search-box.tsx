"use client";
import { Search, X } from "lucide-react";
import { type Ref, useEffect, useRef, useState } from "react";
import { useText } from "@/components/text/text-provider";
import { IconButton } from "@/components/ui/icon-button";
import { TextField } from "@/components/ui/text-field";
import { limits } from "@/lib/contract/limits";

/** Search is limited to a few a second, and half a word is nobody's question. */
const pauseMs = 220;

type Props = {
  label: string;
  value: string;
  onChange(value: string): void;
  /** From the field into what was found. */
  onLeave(): void;
  ref?: Ref<HTMLInputElement>;
};

export function SearchBox({ label, value, onChange, onLeave, ref }: Props) {
  const t = useText("common");
  const [text, setText] = useState(value);
  const [told, setTold] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // The address has changed by something else than typing, such as the back button.
  if (value !== told) {
    setTold(value);
    setText(value);
  }
  useEffect(() => () => clearTimeout(timer.current), []);

  const tell = (next: string) => {
    clearTimeout(timer.current);
    setTold(next);
    onChange(next);
  };
  const type = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => tell(next), pauseMs);
  };
  const clear = () => {
    setText("");
    tell("");
  };
  return (
    <search>
      <TextField
        ref={ref}
        type="search"
        label={label}
        isLabelHidden
        placeholder={t("search")}
        value={text}
        maxLength={limits.searchChars}
        enterKeyHint="search"
        autoComplete="off"
        icon={<Search aria-hidden />}
        className="bg-raised! border-transparent! [&::-webkit-search-cancel-button]:hidden"
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && text !== "") {
            event.preventDefault();
            event.stopPropagation();
            clear();
          }
          if (event.key === "Enter" && !event.nativeEvent.isComposing) tell(text);
          if (event.key === "ArrowDown") {
            event.preventDefault();
            // What is below is of earlier words until these have been looked for.
            if (text === told) onLeave();
            else tell(text);
          }
        }}
        action={
          text !== "" && (
            <IconButton
              label={t("clear")}
              icon={<X />}
              size="small"
              hasTooltip={false}
              onClick={clear}
              className="absolute end-1 top-0 bottom-0 my-auto"
            />
          )
        }
      />
    </search>
  );
}
