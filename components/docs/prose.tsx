/** A text in which what stands between backticks is code. */
export function Prose({ text }: { text: string }) {
  return text.split("`").map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a fixed text never change places.
      <code key={index} className="break-words rounded bg-raised px-1 py-0.5 font-mono text-[0.9em]">
        {part}
      </code>
    ),
  );
}
