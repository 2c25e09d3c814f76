import {
  circle,
  ellipse,
  faint,
  gradient,
  group,
  line,
  type Picture,
  path,
  picture,
  rect,
  ring,
  shadow,
  street,
  table,
} from "./svg";

function dogWalking(): Picture {
  const coat = "#c98b52";
  return picture(
    "dog-walking",
    gradient("sky", "#d8eef6", "#f8f6e6"),
    gradient("path", "#e6d3b0", "#cdb68e"),
    rect(0, 0, 800, 600, 0, "url(#sky)"),
    path("M0 400 Q200 300 420 370 T800 340 V600 H0 Z", "#b9d8a7"),
    path("M0 440 Q260 380 500 420 T800 410 V600 H0 Z", "#94c183"),
    ...[
      [110, 270, 1],
      [660, 230, 1.25],
      [730, 300, 0.8],
    ].map(([x = 0, y = 0, size = 1]) =>
      group(
        `translate(${x} ${y}) scale(${size})`,
        rect(-9, 60, 18, 110, 4, "#8a6244"),
        circle(0, 20, 70, "#6fa56a"),
        circle(-44, 52, 44, "#7db277"),
        circle(46, 50, 46, "#639a60"),
        circle(-20, 0, 26, "#8cc084"),
      ),
    ),
    path("M0 520 Q300 450 800 500 V600 H0 Z", "url(#path)"),
    shadow(400, 520, 230, 22),
    path("M536 346 Q610 300 612 236 Q630 250 626 300 Q616 366 552 384 Z", coat),
    line("M330 430 L318 512 M512 420 L540 512", "#a76d3a", 30),
    path(
      "M270 330 Q300 290 380 306 Q470 318 540 322 Q574 336 566 392 Q556 436 500 432 L340 436 Q280 436 270 330 Z",
      coat,
    ),
    path(
      "M300 420 Q380 446 520 424 Q540 420 552 404 Q556 440 500 438 L340 440 Q312 438 300 420 Z",
      "#f0dcc0",
    ),
    line("M368 434 L362 514 M486 430 L480 514", coat, 32),
    line("M350 516 H374 M468 516 H492 M306 514 H330 M530 514 H552", "#f0dcc0", 16),
    path(
      "M272 350 Q246 320 262 250 Q270 196 322 196 Q364 202 366 262 Q366 330 340 360 Q300 380 272 350 Z",
      coat,
    ),
    path("M262 262 Q212 262 188 290 Q182 318 214 322 Q250 322 284 306 Z", "#f0dcc0"),
    ellipse(194, 286, 15, 12, "#3a2a22"),
    line("M206 320 Q226 330 250 318", "#8a5a35", 4),
    path("M222 322 Q218 346 232 348 Q246 346 244 322 Z", "#e88a8a"),
    circle(272, 244, 8, "#3a2a22"),
    circle(275, 241, 2.5, "#fff"),
    path("M318 200 Q366 196 384 250 Q388 300 362 312 Q334 290 322 240 Z", "#8f5a30"),
    path("M266 336 Q306 362 352 338 L348 362 Q304 380 270 356 Z", "#d5524b"),
    circle(300, 370, 10, "#f3cf5b"),
    path("M350 350 Q470 250 560 170 Q640 100 700 0", "none", { stroke: "#d5524b", "stroke-width": 7 }),
    faint(
      0.4,
      path("M290 330 Q320 302 386 314 Q460 324 530 330", "none", { stroke: "#fff", "stroke-width": 5 }),
    ),
  );
}

function photography(): Picture {
  return picture(
    "photography",
    gradient("wall", "#c7c3d6", "#dedbe8"),
    gradient("paper", "#f3e2d9", "#e5c9bb"),
    gradient("glass", "#7f9cc4", "#22304d"),
    rect(0, 0, 800, 600, 0, "url(#wall)"),
    rect(0, 470, 800, 130, 0, "#8d869f"),
    path("M440 70 H740 V400 Q744 520 790 590 H380 Q440 510 440 400 Z", "url(#paper)"),
    rect(420, 56, 340, 20, 10, "#5a5470"),
    shadow(610, 512, 110, 14),
    path("M566 360 H654 L644 508 H576 Z", "#fff"),
    path("M566 360 H596 L602 508 H576 Z", "#e7e3ec"),
    path(
      "M610 362 Q560 280 576 220 Q612 270 612 362 Q616 250 664 226 Q664 310 612 362 Q586 310 536 304 Q552 346 606 362 Z",
      "#6d9b83",
    ),
    circle(574, 218, 17, "#ee9c8c"),
    circle(662, 226, 15, "#f3c16b"),
    circle(536, 302, 13, "#ee9c8c"),
    shadow(250, 560, 170, 18),
    line("M246 340 L150 556 M254 340 L352 556 M250 340 V548", "#2f2b3c", 11),
    line("M206 430 H296", "#2f2b3c", 6),
    rect(226, 306, 50, 40, 6, "#45405a"),
    path("M216 168 L236 142 H296 L312 168 Z", "#3b374b"),
    rect(140, 166, 232, 144, 22, "#3b374b"),
    rect(140, 166, 46, 144, 20, "#2b2838"),
    circle(270, 238, 66, "#23202e"),
    ring(270, 238, 56, "#56516b", 8),
    circle(270, 238, 44, "url(#glass)"),
    circle(270, 238, 20, "#1a2438"),
    ellipse(254, 220, 13, 9, "#fff", { opacity: 0.75 }),
    rect(158, 150, 44, 18, 6, "#ee9c8c"),
    circle(346, 188, 6, "#ee6a5c"),
    faint(0.35, line("M160 180 H210", "#fff", 5)),
    line("M60 40 V560", "#45405a", 8),
    path("M36 90 L120 52 L150 150 L62 180 Z", "#f8f4ea"),
    path("M36 90 L62 180 L30 172 L12 108 Z", "#45405a"),
    path("M120 52 L150 150 L420 330 L470 120 Z", "#fff7dc", { opacity: 0.22 }),
    line("M24 560 H100", "#45405a", 8),
  );
}

function bikeRepair(): Picture {
  return picture(
    "bike-repair",
    ...table(["#cfd9df", "#e6edf0"], ["#9a7352", "#7e5c40"], "#634630"),
    rect(60, 60, 680, 280, 10, "#b98d63"),
    ...[0, 1, 2].map((row) =>
      line(`M90 ${110 + row * 90} H710`, "#8f6a47", 4, { "stroke-dasharray": ".1 34", opacity: 0.7 }),
    ),
    group(
      "translate(630 120) rotate(10)",
      line("M0 30 V150", "#b9c2c9", 18),
      path("M-26 -6 Q-30 30 0 40 Q30 30 26 -6 L12 8 V20 H-12 V8 Z", "#b9c2c9"),
    ),
    group("translate(560 110)", line("M0 0 V86", "#cdd4d9", 9), line("M0 96 V160", "#d5584c", 22)),
    group(
      "translate(120 120)",
      line("M0 0 L22 90 M32 0 L12 90", "#b9c2c9", 10),
      line("M22 92 Q34 130 30 170 M12 92 Q0 130 6 170", "#3f7d9c", 15),
    ),
    shadow(390, 516, 260, 22),
    ring(380, 300, 190, "#2e3237", 24),
    ring(380, 300, 172, "#d9dee2", 9),
    ring(380, 300, 84, "#8f9aa3", 168, { "stroke-dasharray": "1 20.9" }),
    circle(380, 300, 30, "#5d666e"),
    circle(380, 300, 17, "#c9d0d5"),
    ring(380, 300, 46, "#5d666e", 10, { "stroke-dasharray": "7 7.4" }),
    path("M246 164 A190 190 0 0 1 360 110", "none", { stroke: "#fff", "stroke-width": 5, opacity: 0.4 }),
    path("M548 470 H690 L700 528 H538 Z", "#d5584c"),
    rect(538, 462, 162, 20, 6, "#b5443a"),
    path("M590 462 Q590 436 620 436 Q650 436 650 462", "none", { stroke: "#3a3f44", "stroke-width": 9 }),
    rect(606, 482, 26, 14, 3, "#f1d27c"),
    path("M112 452 H158 L164 524 H106 Z", "#3f7d9c"),
    rect(120, 428, 30, 26, 4, "#f3efe6"),
    path("M128 428 L132 404 H138 L142 428 Z", "#f1d27c"),
    rect(106, 476, 58, 24, 0, "#f3efe6"),
  );
}

function gardening(): Picture {
  return picture(
    "gardening",
    ...street(["#d9eef2", "#f5f6e4"], ["#bcdcae", "#98c489"], ["#9c7a58", "#7d5f43"], "#fff5cf"),
    ...[40, 112, 184, 256, 544, 616, 688, 760].map((x) =>
      path(`M${x - 22} 470 V330 L${x} 306 L${x + 22} 330 V470 Z`, "#fbf6ea"),
    ),
    rect(0, 356, 290, 16, 0, "#f0e7d3"),
    rect(520, 356, 280, 16, 0, "#f0e7d3"),
    shadow(420, 532, 310, 22),
    gradient("can", "#5f9fb3", "#3f7d92"),
    path("M300 350 H500 L520 516 Q520 530 504 530 H296 Q280 530 280 516 Z", "url(#can)"),
    path("M300 350 H350 L340 530 H296 Q280 530 280 516 Z", "#fff", { opacity: 0.2 }),
    ellipse(400, 350, 100, 18, "#2f6375"),
    path("M510 470 L628 330 L654 350 L520 514 Z", "#4a8ba0"),
    path("M612 316 L650 300 L690 352 L660 376 Z", "#3f7d92"),
    line("M684 362 q14 40 8 70 M672 372 q8 40 -2 66 M700 352 q22 34 22 66", "#9fd3e6", 5, {
      "stroke-dasharray": "12 10",
    }),
    path("M300 380 Q200 380 206 450 Q212 510 284 500", "none", { stroke: "#3f7d92", "stroke-width": 15 }),
    path("M320 346 Q330 256 400 256 Q470 256 480 346", "none", { stroke: "#3f7d92", "stroke-width": 13 }),
    ...[
      [100, 522, "#e4705f"],
      [168, 540, "#f3b64f"],
      [610, 540, "#e58fa7"],
      [704, 524, "#e4705f"],
    ].map(([x, y, colour]) =>
      group(
        `translate(${x} ${y})`,
        line("M0 0 V-62 M0 -14 Q-24 -20 -26 -40 M0 -24 Q24 -30 24 -48", "#4f8a55", 6),
        ...[0, 72, 144, 216, 288].map((turn) =>
          ellipse(0, -88, 12, 17, String(colour), { transform: `rotate(${turn} 0 -70)` }),
        ),
        circle(0, -70, 10, "#fff1c4"),
      ),
    ),
    ellipse(400, 574, 420, 34, "#6d5138", { opacity: 0.5 }),
  );
}

export const outdoorServices = (): Picture[] => [dogWalking(), photography(), bikeRepair(), gardening()];
