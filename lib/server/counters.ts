// Counters and histograms for the hot path. prom-client looks a series up by its labels at every observation; here
// the caller keeps a reference to the series, so that counting is one addition, and prom-client only prints them.
import type { Metric, MetricType, Registry } from "prom-client";

export type Labels = Readonly<Record<string, string>>;
type Value = { metricName?: string; labels: Readonly<Record<string, string | number>>; value: number };
type Named = { name: string; help: string };

export class Count {
  value = 0;

  inc(): void {
    this.value++;
  }
}

export class Spread {
  private readonly counts: Float64Array;
  private sum = 0;

  constructor(private readonly bounds: readonly number[]) {
    this.counts = new Float64Array(bounds.length + 1);
  }

  observe(value: number): void {
    let at = 0;
    while (value > (this.bounds[at] ?? Number.POSITIVE_INFINITY)) at++;
    this.counts[at] = (this.counts[at] ?? 0) + 1;
    this.sum += value;
  }

  /** As Prometheus has it: each bucket holds all that is at most its bound. */
  values(name: string, labels: Labels): Value[] {
    let count = 0;
    const buckets = [...this.counts].map((inBucket, at) => {
      count += inBucket;
      const le = this.bounds[at] ?? "+Inf";
      return { metricName: `${name}_bucket`, labels: { ...labels, le }, value: count };
    });
    return [
      ...buckets,
      { metricName: `${name}_sum`, labels, value: this.sum },
      { metricName: `${name}_count`, labels, value: count },
    ];
  }
}

/** Returns a function that creates a series of the counter. Callers use each set of labels only once. */
export function counter(collection: Registry, named: Named): (labels?: Labels) => Count {
  const series: [Labels, Count][] = [];
  register(collection, named, "counter", () => series.map(([labels, { value }]) => ({ labels, value })));
  return (labels = {}) => kept(series, labels, new Count());
}

export function histogram(
  collection: Registry,
  { bounds, ...named }: Named & { bounds: readonly number[] },
): (labels?: Labels) => Spread {
  const series: [Labels, Spread][] = [];
  register(collection, named, "histogram", () =>
    series.flatMap(([labels, spread]) => spread.values(named.name, labels)),
  );
  return (labels = {}) => kept(series, labels, new Spread(bounds));
}

function kept<T>(series: [Labels, T][], labels: Labels, made: T): T {
  series.push([labels, made]);
  return made;
}

/** A registry only uses a metric's name and get(), but its types require one of prom-client's own classes. */
function register(
  collection: Registry,
  { name, help }: Named,
  type: Lowercase<keyof typeof MetricType>,
  read: () => Value[],
): void {
  const metric = { name, get: async () => ({ name, help, type, aggregator: "sum", values: read() }) };
  collection.registerMetric(metric as unknown as Metric);
}
