// A few strokes to draw with. Every picture is 800 by 600; light falls from the upper left.

export interface Picture {
  name: string;
  body: string;
}

const attributes = (more: Record<string, string | number>): string =>
  Object.entries(more)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join("");

type More = Record<string, string | number>;

export const path = (d: string, fill: string, more: More = {}): string =>
  `<path d="${d}" fill="${fill}"${attributes(more)}/>`;

export const line = (d: string, stroke: string, width: number, more: More = {}): string =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"${attributes(more)}/>`;

export const rect = (
  x: number,
  y: number,
  width: number,
  height: number,
  rx: number,
  fill: string,
  more: More = {},
): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}"${rx ? ` rx="${rx}"` : ""} fill="${fill}"${attributes(more)}/>`;

export const circle = (cx: number, cy: number, r: number, fill: string, more: More = {}): string =>
  `<circle cx="${cx}" cy="${cy}" r="${r}" fill="${fill}"${attributes(more)}/>`;

export const ring = (
  cx: number,
  cy: number,
  r: number,
  stroke: string,
  width: number,
  more: More = {},
): string =>
  `<circle cx="${cx}" cy="${cy}" r="${r}" fill="none" stroke="${stroke}" stroke-width="${width}"${attributes(more)}/>`;

export const ellipse = (
  cx: number,
  cy: number,
  rx: number,
  ry: number,
  fill: string,
  more: More = {},
): string => `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="${fill}"${attributes(more)}/>`;

/** Moves, turns or mirrors what is drawn. */
export const group = (transform: string, ...parts: string[]): string =>
  `<g transform="${transform}">${parts.join("")}</g>`;

export const faint = (opacity: number, ...parts: string[]): string =>
  `<g opacity="${opacity}">${parts.join("")}</g>`;

/** A gradient from top to bottom, or from left to right; refer to it as url(#id). */
export const gradient = (id: string, from: string, to: string, isLevel = false): string =>
  `<linearGradient id="${id}"${isLevel ? "" : ' x2="0" y2="1"'}><stop stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient>`;

const softShadow = `<radialGradient id="shadow"><stop stop-color="#1d1a2b" stop-opacity=".42"/><stop offset=".6" stop-color="#1d1a2b" stop-opacity=".18"/><stop offset="1" stop-color="#1d1a2b" stop-opacity="0"/></radialGradient>`;

/** The shadow under an object on the ground. */
export const shadow = (cx: number, cy: number, rx: number, ry: number): string =>
  ellipse(cx, cy, rx, ry, "url(#shadow)");

export function picture(name: string, ...parts: string[]): Picture {
  const definitions = parts.filter((part) => part.startsWith("<linearGradient"));
  const drawn = parts.filter((part) => !part.startsWith("<linearGradient"));
  return {
    name,
    body: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600"><title>${name.replace("-", " ")}</title><defs>${softShadow}${definitions.join("")}</defs>${drawn.join("")}</svg>\n`,
  };
}

const horizon = 452;

/** A room: a wall, a floor, and a skirting between the two; by day with light from a window on the wall. */
export function room(
  wall: [string, string],
  floor: [string, string],
  time: "day" | "night" = "day",
): string[] {
  const light = `M430 0 L640 0 L520 ${horizon} L310 ${horizon} Z M670 0 L760 0 L640 ${horizon} L550 ${horizon} Z`;
  return [
    gradient("wall", ...wall),
    gradient("floor", ...floor),
    rect(0, 0, 800, 600, 0, "url(#wall)"),
    time === "day" ? path(light, "#fff", { opacity: 0.22 }) : "",
    rect(0, horizon, 800, 600 - horizon, 0, "url(#floor)"),
    rect(0, horizon - 9, 800, 9, 0, "#fff", { opacity: 0.5 }),
    rect(0, horizon, 800, 6, 0, "#000", { opacity: 0.1 }),
  ];
}

/** A table top before a plain wall, for small things. */
export function table(wall: [string, string], top: [string, string], edge: string, from = 430): string[] {
  return [
    gradient("wall", ...wall),
    gradient("top", ...top),
    rect(0, 0, 800, 600, 0, "url(#wall)"),
    faint(0.16, circle(250, 190, 330, "#fff"), circle(250, 190, 220, "#fff")),
    rect(0, from, 800, 600 - from, 0, "url(#top)"),
    rect(0, 566, 800, 34, 0, edge),
    rect(0, from, 800, 4, 0, "#fff", { opacity: 0.25 }),
  ];
}

/** A street under a wide sky with two lines of hills. */
export function street(
  sky: [string, string],
  hills: [string, string],
  road: [string, string],
  sun: string,
): string[] {
  return [
    gradient("sky", ...sky),
    gradient("road", ...road),
    rect(0, 0, 800, 600, 0, "url(#sky)"),
    circle(620, 140, 62, sun),
    faint(0.25, circle(620, 140, 96, sun)),
    path("M0 380 Q120 270 260 330 T520 300 T800 330 V470 H0 Z", hills[0]),
    path("M0 430 Q170 350 330 396 T640 376 T800 400 V480 H0 Z", hills[1]),
    rect(0, 452, 800, 148, 0, "url(#road)"),
    faint(0.5, rect(0, 452, 800, 8, 0, "#fff")),
  ];
}

/** The dark of a wheel's housing, down to where the body ends. */
export const arch = (cx: number, cy: number, r: number, bottom: number, fill: string): string =>
  path(`M${cx - r} ${bottom} V${cy} A${r} ${r} 0 0 1 ${cx + r} ${cy} V${bottom} Z`, fill, { opacity: 0.9 });

/** Tyre, rim and spokes. */
export function wheel(cx: number, cy: number, r: number, rim = "#d9dde3"): string {
  const spoke = r * 0.36;
  const around = 2 * Math.PI * spoke;
  const part = around / 5;
  return [
    circle(cx, cy, r, "#25262e"),
    circle(cx, cy, r * 0.66, rim),
    ring(cx, cy, round(spoke), "#7d828e", round(r * 0.44), {
      "stroke-dasharray": `${round(part * 0.42)} ${round(part * 0.58)}`,
    }),
    ring(cx, cy, round(r * 0.62), "#fff", 3, { "stroke-opacity": 0.5 }),
    circle(cx, cy, round(r * 0.14), "#f4f5f7"),
  ].join("");
}

const round = (value: number): number => Math.round(value * 10) / 10;
