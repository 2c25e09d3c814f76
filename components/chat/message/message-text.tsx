"use client";
import { memo, useState } from "react";
import { useText } from "@/components/text/text-provider";
import { isEmojiOnly } from "./emoji";
import { splitLinks } from "./links";

/** Beyond this a message is folded, so that one of 5,000 characters does not push the rest away. */
const foldedChars = 1_200;
const foldedLines = 18;

const isLong = (text: string): boolean =>
  text.length > foldedChars ||
  (text.length > foldedLines && text.split("\n", foldedLines + 1).length > foldedLines);

/** Whoever writes from right to left is shown so, paragraph by paragraph, whatever the language of the page. */
export const MessageText = memo(function MessageText({ id, text }: { id: string; text: string }) {
  const t = useText("chat");
  const [isOpen, setOpen] = useState(false);
  const canFold = isLong(text);
  const look = isEmojiOnly(text) ? "text-4xl leading-tight" : "text-[0.9375rem] leading-snug";
  const fold = canFold && !isOpen ? "max-h-72 overflow-hidden mask-b-from-75%" : "";
  return (
    <>
      <div
        id={id}
        dir="auto"
        className={`whitespace-pre-wrap text-start [overflow-wrap:anywhere] [unicode-bidi:plaintext] ${look} ${fold}`}
      >
        {splitLinks(text).map(({ text: part, href }, index) =>
          href === null ? (
            part
          ) : (
            <a
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change places.
              key={index}
              href={href}
              target="_blank"
              rel="noopener noreferrer nofollow"
              className="underline underline-offset-2"
            >
              {part}
            </a>
          ),
        )}
      </div>
      {canFold && (
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          className="mt-1 min-h-6 cursor-pointer font-medium text-sm underline underline-offset-2"
        >
          {t(isOpen ? "showLess" : "showMore")}
        </button>
      )}
    </>
  );
});
