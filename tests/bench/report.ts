// The results of a benchmark, compared with our promises.

export type Result = {
  name: string;
  value: number;
  unit: string;
  goal?: { atLeast?: number; atMost?: number };
};

export const ratio = (name: string, value: number, goal: Result["goal"]): Result => ({
  name,
  value,
  unit: "x",
  goal,
});

/** The value below which this share of the values lies. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

export function verdict({ value, goal }: Result): "met" | "missed" | "" {
  if (!goal) return "";
  const isMet = value >= (goal.atLeast ?? -Infinity) && value <= (goal.atMost ?? Infinity);
  return isMet ? "met" : "missed";
}

const format = (value: number) =>
  value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(value >= 10 ? 1 : 2);

function goalText({ goal }: Result): string {
  if (goal?.atLeast !== undefined) return `>= ${goal.atLeast}`;
  return goal?.atMost !== undefined ? `<= ${goal.atMost}` : "";
}

export function printTable(results: readonly Result[]): void {
  const lines = results.map((result) => [
    result.name,
    `${format(result.value)} ${result.unit}`,
    goalText(result),
    verdict(result),
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  for (const line of lines)
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
}
