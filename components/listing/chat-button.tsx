"use client";
import type { ButtonHTMLAttributes, Ref } from "react";
import { useText } from "@/components/text/text-provider";
import { ChatIcon } from "./icons";

type Props = ButtonHTMLAttributes<HTMLButtonElement> & { ref?: Ref<HTMLButtonElement>; unread?: number };

export function ChatButton({ unread = 0, ...rest }: Props) {
  const t = useText("listing");
  return (
    <div className="chat-bar">
      <span className="relative grid">
        <button
          type="button"
          {...rest}
          className="inline-flex min-h-12 w-full cursor-pointer items-center justify-center gap-2.5 rounded-xl bg-accent px-5 font-semibold text-on-accent transition-colors duration-150 hover:bg-accent-hover"
        >
          <ChatIcon className="size-5" />
          {t("chatWithSeller")}
        </button>
        {unread > 0 && (
          <span className="absolute -end-1.5 -top-2 rounded-full bg-danger px-2 py-0.5 font-semibold text-surface text-xs">
            {t("unread", { count: unread })}
          </span>
        )}
      </span>
    </div>
  );
}
