// Further pictures of a listing: its other side, and details.
import type { Picture } from "./svg";

/** The section to show: left, top and width in the whole picture. It keeps the picture's aspect ratio. */
type Place = readonly [x: number, y: number, width: number];
type Views = { otherSide?: true; close: readonly Place[] };

const views: Record<string, Views> = {
  hatchback: {
    otherSide: true,
    close: [
      [110, 330, 300],
      [300, 210, 360],
    ],
  },
  "estate-car": {
    otherSide: true,
    close: [
      [500, 330, 270],
      [330, 200, 380],
    ],
  },
  "camper-van": {
    otherSide: true,
    close: [
      [380, 160, 300],
      [120, 300, 280],
    ],
  },
  "cargo-van": { otherSide: true, close: [[370, 170, 360]] },
  "city-bike": {
    otherSide: true,
    close: [
      [130, 150, 260],
      [360, 300, 300],
    ],
  },
  scooter: {
    otherSide: true,
    close: [
      [210, 80, 260],
      [410, 240, 290],
    ],
  },
  camera: { close: [[270, 160, 300]] },
  guitar: { close: [[230, 280, 300]] },
  tent: { close: [[560, 380, 220]] },
  headphones: { close: [[150, 255, 270]] },
  sofa: {
    close: [
      [170, 260, 320],
      [420, 300, 340],
    ],
  },
  "floor-lamp": { close: [[310, 90, 320]] },
  armchair: { close: [[250, 170, 320]] },
  "dining-table": { close: [[220, 150, 380]] },
  "record-player": { close: [[280, 240, 340]] },
  "coffee-machine": { close: [[250, 190, 300]] },
};

const inside = /^(<svg [^>]*>)(<title>[^<]*<\/title><defs>.*?<\/defs>)(.*)<\/svg>\n$/s;

export function moreViews(pictures: readonly Picture[]): Picture[] {
  return pictures.flatMap(({ name, body }) => {
    const { otherSide, close } = views[name] ?? { close: [] };
    const [, , head = "", drawn = ""] = inside.exec(body) ?? [];
    const shots = close.map(([x, y, width]) => framed([x, y, width], head, drawn));
    if (otherSide)
      shots.unshift(framed([0, 0, 800], head, `<g transform="matrix(-1 0 0 1 800 0)">${drawn}</g>`));
    return shots.map((shot, index) => ({ name: `${name}-${index + 2}`, body: shot }));
  });
}

const framed = ([x, y, width]: Place, head: string, drawn: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${x} ${y} ${width} ${width * 0.75}">${head}${drawn}</svg>\n`;
