import type { ReactElement } from "react";
import type { Row } from "./rows";

/** More than a tall window shows. */
const shownRows = 30;

/**
 * The same messages as the server renders them, before the virtual list can measure anything: standing at the end, or
 * from the first unread on, by layout alone.
 */
export function StillRows({
  rows,
  renderRow,
}: {
  rows: readonly Row[];
  renderRow(row: Row, index: number): ReactElement;
}) {
  const unread = rows.findIndex(({ isFirstUnread }) => isFirstUnread);
  const isAtUnread = unread > 0;
  const from = isAtUnread ? Math.max(0, unread - 1) : Math.max(0, rows.length - shownRows);
  const shown = rows.slice(from, from + shownRows).map((row, index) => renderRow(row, from + index));
  if (isAtUnread || rows.length <= 3) return <div>{shown}</div>;
  return (
    <div className="flex max-h-full flex-col justify-end overflow-hidden">
      <div className="shrink-0">{shown}</div>
    </div>
  );
}
