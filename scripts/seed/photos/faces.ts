// The people of the demo data, 200 by 200.
import { circle, ellipse, line, type Picture, path, rect } from "./svg";

interface Face {
  name: string;
  backdrop: [string, string];
  skin: string;
  shade: string;
  clothes: string;
  collar: string;
  hair: string;
  /** Behind the head, and in front of it. */
  back: string;
  front: string;
  beard?: string;
  worn?: string;
}

const faces: Face[] = [
  {
    name: "mara",
    backdrop: ["#f6cfa9", "#f2b78a"],
    skin: "#f3c6a5",
    shade: "#e0a684",
    clothes: "#3f7d72",
    collar: "#336a60",
    hair: "#5a3524",
    back: "M48 96 Q44 34 100 32 Q156 34 152 96 Q156 140 160 162 H40 Q46 130 48 96 Z",
    front: "M60 92 Q60 48 100 46 Q140 48 140 92 Q134 70 112 64 Q80 76 60 92 Z",
  },
  {
    name: "jonas",
    backdrop: ["#bcd7ea", "#97bfdc"],
    skin: "#f0c4a0",
    shade: "#dba47f",
    clothes: "#35486b",
    collar: "#e9eef4",
    hair: "#b4793f",
    back: "",
    front: "M56 86 Q48 40 92 36 Q144 30 146 86 Q140 84 138 70 Q110 70 84 58 Q62 62 57 90 Z",
    beard: path("M66 108 Q70 148 100 150 Q130 148 134 108 Q130 126 100 124 Q70 126 66 108 Z", "#b4793f", {
      opacity: 0.85,
    }),
  },
  {
    name: "amina",
    backdrop: ["#d9cdee", "#bfaee0"],
    skin: "#9a6443",
    shade: "#7d4e33",
    clothes: "#e0a13f",
    collar: "#c98a2b",
    hair: "#241a1c",
    back: "M100 22 Q158 20 164 76 Q172 122 140 134 H60 Q28 122 36 76 Q42 20 100 22 Z",
    front: "M58 84 Q54 44 100 42 Q146 44 142 84 Q128 60 100 60 Q72 60 58 84 Z",
    worn: circle(58, 122, 5, "#f3cf6a") + circle(142, 122, 5, "#f3cf6a"),
  },
  {
    name: "henrik",
    backdrop: ["#cfe3cf", "#a9cdb0"],
    skin: "#eebd98",
    shade: "#d89d78",
    clothes: "#7a4a3c",
    collar: "#f4ede2",
    hair: "#8f8a86",
    back: "",
    front: "M58 88 Q52 40 100 38 Q148 40 142 88 Q138 64 118 58 Q86 54 68 64 Q60 72 58 88 Z",
    worn:
      circle(81, 98, 14, "none", { stroke: "#3b3532", "stroke-width": 4 }) +
      circle(119, 98, 14, "none", { stroke: "#3b3532", "stroke-width": 4 }) +
      line("M95 97 Q100 93 105 97", "#3b3532", 4),
  },
  {
    name: "yuki",
    backdrop: ["#f5d3d6", "#eab3ba"],
    skin: "#f5d2b3",
    shade: "#e2b18d",
    clothes: "#54627f",
    collar: "#434f68",
    hair: "#22242c",
    back: "M50 90 Q46 32 100 30 Q154 32 150 90 Q154 128 146 140 H54 Q46 128 50 90 Z",
    front: "M58 96 Q54 46 100 44 Q146 46 142 96 Q138 78 134 74 H68 Q62 80 58 96 Z",
  },
  {
    name: "desk",
    backdrop: ["#cfd8de", "#aebcc6"],
    skin: "#c98d64",
    shade: "#ac7450",
    clothes: "#2f6f66",
    collar: "#26594f",
    hair: "#2e2220",
    back: "",
    front: "M58 86 Q52 36 102 36 Q150 38 142 88 Q138 70 130 66 Q96 68 76 60 Q62 68 58 86 Z",
  },
];

function draw({
  name,
  backdrop,
  skin,
  shade,
  clothes,
  collar,
  hair,
  back,
  front,
  beard = "",
  worn = "",
}: Face): Picture {
  const parts = [
    rect(0, 0, 200, 200, 0, "url(#b)"),
    back && path(back, hair),
    path("M20 200 Q22 154 74 148 H126 Q178 154 180 200 Z", clothes),
    path("M82 126 H118 V152 Q100 170 82 152 Z", shade),
    path("M74 148 Q100 186 126 148 L134 154 Q100 200 66 154 Z", collar),
    ellipse(60, 100, 8, 11, shade),
    ellipse(140, 100, 8, 11, shade),
    path("M60 92 Q60 50 100 50 Q140 50 140 92 Q140 142 100 144 Q60 142 60 92 Z", skin),
    beard,
    path(front, hair),
    circle(82, 98, 4, "#2b2326"),
    circle(118, 98, 4, "#2b2326"),
    line("M74 86 Q82 81 90 85 M110 85 Q118 81 126 86", hair, 3.5),
    line("M100 102 Q96 112 101 113", shade, 3),
    line("M88 124 Q100 134 112 124", "#8d4a44", 3.5),
    circle(72, 114, 7, "#e8836f", { opacity: 0.25 }),
    circle(128, 114, 7, "#e8836f", { opacity: 0.25 }),
    worn,
  ];
  const [from, to] = backdrop;
  const light = `<linearGradient id="b" x2="0" y2="1"><stop stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient>`;
  return {
    name: `face-${name}`,
    body: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200"><title>portrait</title><defs>${light}</defs>${parts.join("")}</svg>\n`,
  };
}

export const people = (): Picture[] => faces.map(draw);
