// The colours of globals.css have enough contrast in both themes.
import { describe, expect, it } from "vitest";
import { readFile } from "../helpers/repository";

const { text: css } = readFile("app/globals.css");
const tokens = new Map(
  [...css.matchAll(/^ {2}--([\w-]+): (?:light-dark\((#\w{6}), (#\w{6})\)|(#\w{6}));$/gm)].map(
    ([, name = "", light, dark, both]) => [name, { light: light ?? both ?? "", dark: dark ?? both ?? "" }],
  ),
);

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ["page", "surface", "raised"];
const read: [ink: string, ground: string][] = [
  ...grounds.flatMap((ground): [string, string][] => [
    ["ink", ground],
    ["ink-muted", ground],
    ["accent", ground],
    ["danger", ground],
  ]),
  ["ink", "accent-soft"],
  ["ink-muted", "accent-soft"],
  ["accent", "accent-soft"],
  ["danger", "danger-soft"],
  ["success", "success-soft"],
  ["warning", "warning-soft"],
  ["success", "surface"],
  ["warning", "surface"],
  ["on-accent", "accent"],
  ["on-accent", "accent-hover"],
  ["on-danger", "danger"],
  ["on-danger", "danger-hover"],
  ["on-bubble-own", "bubble-own"],
  ["on-bubble-own-muted", "bubble-own"],
  ["ink", "bubble-other"],
  ["ink-muted", "bubble-other"],
  ["page", "ink"],
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((hue): [string, string] => ["on-hue", `hue-${hue}`]),
];
const seen: [edge: string, ground: string][] = [
  ["line-strong", "surface"],
  ["line-strong", "page"],
  ["line-strong", "raised"],
  ["online", "surface"],
  ["accent", "surface"],
];

describe.each(["light", "dark"] as const)("in the %s theme", (theme) => {
  const colour = (name: string) => {
    const token = tokens.get(name);
    if (!token) throw new Error(`globals.css has no --${name}.`);
    return token[theme];
  };
  it.each(read)("text colour %s on %s has at least 4.5:1", (ink, ground) => {
    expect(contrast(colour(ink), colour(ground))).toBeGreaterThanOrEqual(4.5);
  });
  it.each(seen)("edge colour %s on %s has at least 3:1", (edge, ground) => {
    expect(contrast(colour(edge), colour(ground))).toBeGreaterThanOrEqual(3);
  });
});
