import type { ReactElement } from "react";
import type { Row } from "./rows";
import type { Goal } from "./stand";

/** More than a tall window shows, of which the server knows nothing. */
const manyRows = 30;
const lowestRowPx = 36;
/** So few rows before a message do not reach up to the middle of the view. */
const fewRows = 4;

/** So many rows fill this window, whatever is in them. */
export const rowsOfWindow = (): number => Math.min(manyRows, Math.ceil(innerHeight / lowestRowPx));

type Props = {
  rows: readonly Row[];
  goal: Goal;
  /** The row that the goal is about. */
  index: number;
  most?: number;
  renderRow(row: Row, index: number): ReactElement;
};

/**
 * The same messages as the list will show, as the server renders them, before anything can be measured: the rows
 * before the goal give way by layout alone, so that it stands where it will stand.
 */
export function StillRows({ rows, goal, index, renderRow, most = manyRows }: Props) {
  const cut = goal.kind === "end" ? rows.length : index;
  const from = Math.max(0, cut - rowsBefore(goal, rows.length - cut, most));
  const before = rows.slice(from, cut).map((row, at) => renderRow(row, from + at));
  const after = rows.slice(cut, cut + most).map((row, at) => renderRow(row, cut + at));
  const room =
    goal.kind === "end" || index < fewRows
      ? ""
      : goal.align === "middle"
        ? "min-h-[calc(50%-2rem)]"
        : "min-h-14";
  return (
    <div className="flex h-full flex-col overflow-hidden">
      <div className={`flex flex-col justify-end overflow-hidden ${room}`}>
        <div className="shrink-0">{before}</div>
      </div>
      <div className="shrink-0">{after}</div>
    </div>
  );
}

/** As few as will be seen: those that come first in a page are drawn before it is known that they make room. */
function rowsBefore(goal: Goal, after: number, most: number): number {
  if (goal.kind === "end" || after < most / 1.5) return most;
  return goal.align === "middle" ? Math.ceil(most / 2) : 2;
}
