// Analyses a CPU profile: `node --import tsx tests/bench/flame.ts profile.cpuprofile [part of a name]`. Prints the
// functions by self time and by total time; with a name, only the callers of matching functions.
import { readFileSync } from "node:fs";
import { relative } from "node:path";

type Node = {
  id: number;
  callFrame: { functionName: string; url: string; lineNumber: number };
  children?: number[];
};
type Profile = { nodes: Node[]; samples: number[]; timeDeltas: number[] };

const shown = 45;
const [, , file, wanted] = process.argv;
if (!file) throw new Error("Name a .cpuprofile.");
const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(file, "utf8")) as Profile;

const byId = new Map(nodes.map((node) => [node.id, node]));
const parentOf = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));

function nameOf({ callFrame: { functionName, url, lineNumber } }: Node): string {
  const place = url.replace("file://", "").replace(/.*\/node_modules\//, "");
  const short = place.startsWith("/") ? relative(process.cwd(), place) : place;
  return `${functionName || "(nameless)"} ${short}${short ? `:${lineNumber + 1}` : ""}`;
}

/** From the root to the sampled function. */
function stackOf(id: number): string[] {
  const stack: string[] = [];
  for (let at: number | undefined = id; at !== undefined; at = parentOf.get(at)) {
    const node = byId.get(at);
    if (node) stack.unshift(nameOf(node));
  }
  return stack;
}

const own = new Map<string, number>();
const whole = new Map<string, number>();
const callers = new Map<string, number>();
const add = (to: Map<string, number>, name: string, by: number) => to.set(name, (to.get(name) ?? 0) + by);
const stacks = new Map<number, string[]>();
let busy = 0;
samples.forEach((id, index) => {
  const micros = timeDeltas[index] ?? 0;
  const stack = stacks.get(id) ?? stackOf(id);
  stacks.set(id, stack);
  const last = stack.at(-1) ?? "";
  if (last.startsWith("(idle)") || last.startsWith("(program)")) return;
  busy += micros;
  add(own, last, micros);
  for (const name of new Set(stack)) add(whole, name, micros);
  const found = wanted ? stack.findIndex((name) => name.includes(wanted)) : -1;
  if (found > 0) add(callers, stack.slice(Math.max(0, found - 4), found + 1).join("\n      <- "), micros);
});

function print(title: string, times: Map<string, number>): void {
  console.log(`\n${title}, in percent of ${(busy / 1e6).toFixed(2)} s of work`);
  const sorted = [...times].sort(([, a], [, b]) => b - a).slice(0, shown);
  for (const [name, micros] of sorted)
    console.log(`${((100 * micros) / busy).toFixed(1).padStart(6)}  ${name}`);
}

if (wanted) print(`Callers of ${wanted}`, callers);
else {
  print("Own time", own);
  print("With all that was called", whole);
}
