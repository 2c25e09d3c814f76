import type { ReactElement } from "react";
import type { Row } from "./rows";

/** More than a tall window shows, of which the server knows nothing. */
const manyRows = 30;
const lowestRowPx = 36;

/** So many rows fill this window, whatever is in them. */
export const rowsOfWindow = (): number => Math.min(manyRows, Math.ceil(innerHeight / lowestRowPx));

/**
 * The same messages as the server renders them, before the virtual list can measure anything: standing at the end, or
 * from the first unread on, by layout alone.
 */
export function StillRows({
  rows,
  renderRow,
  most = manyRows,
}: {
  rows: readonly Row[];
  renderRow(row: Row, index: number): ReactElement;
  most?: number;
}) {
  const unread = rows.findIndex(({ isFirstUnread }) => isFirstUnread);
  const isAtUnread = unread > 0;
  const from = isAtUnread ? Math.max(0, unread - 1) : Math.max(0, rows.length - most);
  const shown = rows.slice(from, from + most).map((row, index) => renderRow(row, from + index));
  if (isAtUnread || rows.length <= 3) return <div>{shown}</div>;
  return (
    <div className="flex max-h-full flex-col justify-end overflow-hidden">
      <div className="shrink-0">{shown}</div>
    </div>
  );
}
