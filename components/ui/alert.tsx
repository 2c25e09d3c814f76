/** Says what went wrong, at once and to everyone. The region is always there, because only a change is announced. */
export function Alert({ text }: { text: string | null }) {
  return (
    <div role="alert" className="empty:hidden">
      {text && <p className="rounded-lg bg-danger-soft px-3 py-2.5 text-danger text-sm">{text}</p>}
    </div>
  );
}
